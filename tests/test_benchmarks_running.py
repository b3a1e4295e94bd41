"""The benchmark finds its documents, drives real systems, keeps what cannot have changed, and publishes."""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from benchmark_rows import conforms
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import documents, names, quality, results, run, speed, systems
from benchmarks.documents import Document
from benchmarks.peers import hunspell, ours, protocol, words
from benchmarks.results import Results
from wordlists.lists import read_list

ROOT = Path(__file__).parents[1]


def _text(folder: Path, name: str, group: documents.Group) -> Document:
    path = folder / f"{name.replace('/', '.')}.txt"
    path.write_text("Kommunen har beslutat om budgeten idag.\n", encoding="utf-8")
    return Document(name, group, path, path)


class TestDocuments:
    def test_every_kind_is_found_with_its_truth(self, tmp_path: Path) -> None:
        samples, shared = tmp_path / "samples", tmp_path / "truth"
        for name in (
            "samples/brev.truth.txt",
            "samples/brev.webp",
            "samples/gammal.truth.txt",
            "samples/gammal.txt",
            "truth/legacy/rapport.truth.txt",
            "truth/legacy/rapport.ocr.txt",
            "truth/real/proposition.engine.truth.txt",
            "truth/real/proposition.engine.ocr.txt",
            "truth/real/blad.truth.txt",
            "truth/real/blad.pdf",
            "truth/scans/fax.truth.txt",
            "truth/scans/fax.pdf",
            "truth/scans/fax.eng.txt",
            "truth/scans/fax.swe.txt",
            "truth/clean/ren.txt",
            "truth/clean-foreign/da.txt",
            "truth/real-eras/protokoll.truth.txt",
            "truth/real-eras/protokoll.ocr.txt",
            "truth/scans-old/roman.truth.txt",
            "truth/scans-old/roman.pdf",
            "truth/scans-old/roman.eng.txt",
            "truth/README.md",
            "cases/1-stays/input.txt",
            "cases/1-stays/expected.txt",
            "cases/2-scan/input.png",
            "cases/2-scan/expected.txt",
            "cases/f-lists-addresses-code/adress.txt",
            "composed/names.txt",
        ):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Ett prov\n", encoding="utf-8")
        there = documents.find(samples, shared, tmp_path / "cases", tmp_path / "composed")
        found = {(document.group, document.name, document.truth.name) for document in there}
        assert found == {
            ("scans", "samples/brev.webp", "brev.truth.txt"),
            ("clean", "samples/brev.truth", "brev.truth.txt"),
            ("legacy", "samples/gammal.txt", "gammal.truth.txt"),
            ("clean", "samples/gammal.truth", "gammal.truth.txt"),
            ("legacy", "shared/legacy/rapport", "rapport.truth.txt"),
            ("real", "shared/real/proposition.engine", "proposition.engine.truth.txt"),
            ("scans", "shared/real/blad.pdf", "blad.truth.txt"),
            ("scans", "shared/scans/fax.pdf", "fax.truth.txt"),
            ("english-model", "shared/scans/fax.eng", "fax.truth.txt"),
            ("swedish-model", "shared/scans/fax.swe", "fax.truth.txt"),
            ("clean", "shared/clean/ren", "ren.txt"),
            ("clean-foreign", "shared/clean-foreign/da", "da.txt"),
            ("real-eras", "shared/real-eras/protokoll", "protokoll.truth.txt"),
            ("old-english-model", "shared/scans-old/roman.eng", "roman.truth.txt"),
            ("old-scans", "shared/scans-old/roman.pdf", "roman.truth.txt"),
            ("lists", "shared/cases/1-stays", "expected.txt"),
            ("lists", "shared/cases/adress", "adress.txt"),
            ("names", "composed/names", "names.txt"),
        }

    def test_samples_are_found_without_the_shared_texts(self, tmp_path: Path) -> None:
        missing = tmp_path / "missing"
        found = documents.find(documents.SAMPLES, missing, missing, missing)
        assert {document.group for document in found} == {"legacy", "clean", "scans"}
        assert all(document.words > 0 for document in found)
        assert all((document.pages or 0) > 0 for document in found if document.task == "scans")

    def test_order_is_that_of_the_groups(self) -> None:
        found = documents.find()
        places = [list(documents.GROUPS).index(document.group) for document in found]
        assert places == sorted(places)

    def test_groups_have_a_title_each(self) -> None:
        assert set(documents.GROUPS) == set(get_args(documents.Group))

    def test_a_case_that_is_to_change_is_none_that_must_stay(self, tmp_path: Path) -> None:
        case = tmp_path / "cases" / "3-repaired"
        case.mkdir(parents=True)
        (case / "input.txt").write_text("6ver\n", encoding="utf-8")
        (case / "expected.txt").write_text("över\n", encoding="utf-8")
        missing = tmp_path / "missing"
        assert documents.find(missing, missing, tmp_path / "cases", missing) == []

    @pytest.mark.parametrize(
        ("task", "parts", "expected"),
        [
            (None, [], ["samples/a.txt", "samples/b.pdf"]),
            ("text", [], ["samples/a.txt"]),
            ("scans", [], ["samples/b.pdf"]),
            (None, ["a."], ["samples/a.txt"]),
            ("scans", ["a."], []),
        ],
    )
    def test_choice(self, task: documents.Task | None, parts: list[str], expected: list[str]) -> None:
        there = [
            Document("samples/a.txt", "legacy", Path("a.txt"), Path("a.truth.txt")),
            Document("samples/b.pdf", "scans", Path("b.pdf"), Path("b.truth.txt")),
        ]
        assert [document.name for document in documents.choose(there, task, parts)] == expected


class TestNames:
    def test_the_same_seed_gives_the_same_text_with_names_no_list_has(self) -> None:
        text = names.compose(60)
        assert text == names.compose(60)
        assert text != names.compose(60, seed=1)
        listed = set(read_list("surnames"))
        surnames = set(re.findall(r"(?:Herr|Doktor|professor|Statsrådet) (\w+)", text))
        assert surnames & listed
        assert surnames - listed

    def test_it_is_written_where_it_is_looked_for(self, tmp_path: Path) -> None:
        path = names.write(tmp_path / "composed")
        missing = tmp_path / "missing"
        (found,) = documents.find(missing, missing, missing, path.parent)
        assert (found.group, found.input) == ("names", path)
        assert found.words > 3000


class TestChangedWords:
    @pytest.mark.parametrize(
        ("before", "after", "changed"),
        [
            ("ett  prov\n", "ett prov", 0),
            ("a\u030ar", "år", 0),
            ("kom\u00admun", "\ufeffkommun", 0),
            ("ett prov, två", "ett prov två", 1),
            ("i går", "igår", 2),
            ("", "ord", 1),
        ],
    )
    def test_white_space_and_what_is_invisible_do_not_count(self, before: str, after: str, changed: int) -> None:
        assert quality.changed_words(before, after) == changed


class TestPeers:
    @given(st.text())
    def test_snippets_are_the_whole_text(self, text: str) -> None:
        cut = list(ours.snippets(text))
        assert "".join(cut) == text.strip()
        assert all(len(each.split()) == ours.SNIPPET_WORDS for each in cut[:-1])

    @given(st.text())
    def test_a_corrector_that_knows_nothing_changes_nothing(self, text: str) -> None:
        assert words.replace_words(text, lambda word: word) == text

    @given(st.text())
    def test_a_corrector_is_asked_for_words_with_letters_alone(self, text: str) -> None:
        asked: list[str] = []

        def remember(word: str) -> str:
            asked.append(word)
            return word

        words.replace_words(text, remember)
        assert all(any(c.isalpha() for c in word) and not any(c.isspace() for c in word) for word in asked)

    @pytest.mark.parametrize(
        ("observed", "word", "expected"),
        [("Ar", "är", "Är"), ("AR", "är", "ÄR"), ("ar", "är", "är"), ("I", "å", "Å"), ("6ver", "över", "över")],
    )
    def test_case_is_kept(self, observed: str, word: str, expected: str) -> None:
        assert words.like(observed, word) == expected

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_texts_of_old_engines_are_read(self, encoding: str, tmp_path: Path) -> None:
        path = tmp_path / "gammal.txt"
        path.write_bytes("Årsredovisning för nämnden – år 1996".encode(encoding))
        assert protocol.text_of(path) == "Årsredovisning för nämnden – år 1996"

    @pytest.mark.skipif(shutil.which("hunspell") is None, reason="hunspell is not installed")
    def test_hunspell_repairs_a_word_and_leaves_the_rest(self, tmp_path: Path) -> None:
        try:
            hunspell.versions()
        except RuntimeError:
            pytest.skip("hunspell has no Swedish dictionary here")
        path = tmp_path / "text.txt"
        path.write_text("Kommunen, (kommunenn) & 1 234 kr.\n", encoding="utf-8")
        assert hunspell.load()(path).text == "Kommunen, (kommunen) & 1 234 kr.\n"


@dataclass(frozen=True)
class _Local(systems.System):
    """A peer that runs in this environment: Tesseract, which needs nothing that is not here."""

    @property
    def python(self) -> Path:
        return Path(sys.executable)


LOCAL = _Local("local", "Local", frozenset({"scans"}), "tesseract", "as it comes")


class TestParts:
    def test_a_slow_system_reads_the_head_of_a_clean_text(self, tmp_path: Path) -> None:
        reader = quality.Reader(tmp_path / "work", fresh=False, tell=lambda _: None)
        slow = systems.System("slow", "Slow", systems.TEXT, "none", "as it comes", judged_words=2)
        clean, damaged = _text(tmp_path, "samples/a.truth", "clean-old"), _text(tmp_path, "samples/b.txt", "legacy")
        part = reader.part(slow, clean)
        assert (part.truth_text, part.input_text, part.group) == ("Kommunen har\n", "Kommunen har\n", "clean-old")
        assert part.input_digest != clean.input_digest
        assert reader.part(slow, damaged) is damaged
        assert reader.part(systems.OURS, clean) is clean


@pytest.mark.slow
class TestWorkers:
    def test_a_worker_reads_one_file_after_another_and_tells_what_it_took(self, tmp_path: Path) -> None:
        source, target = _text(tmp_path, "samples/a.txt", "legacy").input, tmp_path / "out" / "a.txt"
        with systems.Worker(systems.BY_NAME["correct"]) as worker:
            usages = [worker.run(source, target) for _ in range(2)]
        assert target.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")
        assert worker.start_seconds > 0
        assert all(usage.seconds > 0 and usage.peak_bytes > 10_000_000 for usage in usages)

    def test_a_failure_is_told_and_the_worker_goes_on(self, tmp_path: Path) -> None:
        source, target = _text(tmp_path, "samples/a.txt", "legacy").input, tmp_path / "out.txt"
        with systems.Worker(systems.BY_NAME["ocr_fix"]) as worker:
            with pytest.raises(systems.PeerError, match=r"missing\.txt"):
                worker.run(tmp_path / "missing.txt", target)
            assert not target.exists()
            worker.run(source, target)
        assert target.exists()

    def test_a_whole_process_is_measured(self, tmp_path: Path) -> None:
        source, target = _text(tmp_path, "samples/a.txt", "legacy").input, tmp_path / "out.txt"
        usage = systems.run_once(systems.BY_NAME["ocr_fix"], source, target)
        assert target.read_text(encoding="utf-8").strip() == source.read_text(encoding="utf-8").strip()
        assert usage.cpu_seconds > 0
        with pytest.raises(systems.PeerError, match="ended with 3"):
            systems.run_once(systems.BY_NAME["ocr_fix"], tmp_path / "missing.txt", target)

    def test_what_a_peer_read_is_kept_until_the_file_changes(self, tmp_path: Path) -> None:
        source = tmp_path / "anslag.bmp"
        source.write_bytes((ROOT / "samples" / "anslag.bmp").read_bytes())
        truth = ROOT / "samples" / "anslag.truth.txt"
        reader = quality.Reader(tmp_path / "work", fresh=False, tell=lambda _: None)

        def read() -> quality.Reading:
            (reading,) = reader.read_all(LOCAL, [Document("samples/anslag.bmp", "scans", source, truth)])
            return reading

        first, second = read(), read()
        assert (first.kept, second.kept) == (False, True)
        assert first.usage == second.usage
        source.write_bytes((ROOT / "samples" / "kallelse.png").read_bytes())
        assert read().kept is False

    def test_a_document_that_cannot_be_read_does_not_stop_the_others(self, tmp_path: Path) -> None:
        damaged = tmp_path / "damaged.png"
        damaged.write_bytes(b"no picture")
        truth = ROOT / "samples" / "anslag.truth.txt"
        there = [
            Document("samples/damaged.png", "scans", damaged, truth),
            Document("samples/anslag.bmp", "scans", ROOT / "samples" / "anslag.bmp", truth),
        ]
        reader = quality.Reader(tmp_path / "work", fresh=False, tell=lambda _: None)
        failed, done = reader.read_all(LOCAL, there)
        assert failed.usage is None
        assert "damaged.png" in failed.failure
        assert done.usage is not None

    def test_a_quick_run_measures_and_publishes_apart(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "WORK", tmp_path)
        assert run.main(["--quick", "--documents", "samples/legacy"]) == 0
        measured = results.read(tmp_path / "part" / "results.json")
        assert conforms(measured, Results)
        read = {(row["document"], row["system"]) for row in measured["quality"]}
        assert ("samples/legacy-2008.txt", "ocr_fix") in read
        assert ("samples/legacy-2008.truth", "ocr_fix") in read
        assert measured["speed"] == {"date": None, "cpu": None, "text": [], "processes": [], "pages": []}
        assert {row["group"] for row in measured["calibration"]} == {"legacy", "clean", "all"}
        assert "Legacy texts" in (tmp_path / "part" / "results.md").read_text(encoding="utf-8")

    def test_a_choice_that_leaves_nothing_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run.main(["--quick", "--documents", "no such document"]) == 1
        assert "no document is left" in capsys.readouterr().err

    @pytest.mark.slow
    def test_texts_and_processes_are_timed(self, tmp_path: Path) -> None:
        there = [_text(tmp_path, "samples/a.txt", "legacy"), _text(tmp_path, "samples/b.truth", "clean")]
        ours = [systems.OURS]
        rows = speed.time_texts(there, ours, 2, tmp_path / "work")
        assert {(row["texts"], row["state"]) for row in rows} == {
            (texts, state) for texts in ("damaged", "clean") for state in ("cold", "warm")
        }
        assert all(conforms(row, results.TextSpeedRow) and len(row["seconds"]) == 2 for row in rows)
        assert all(row["ratio"] is None and row["words"] == 6 for row in rows)
        (process,) = speed.time_processes(there, ours, 1, tmp_path / "work")
        assert conforms(process, results.ProcessRow)
        assert process["peak_bytes"] > 10_000_000

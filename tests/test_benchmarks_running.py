"""The benchmark finds its documents, drives real systems, keeps what cannot have changed, and publishes."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from benchmark_rows import conforms
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import documents, quality, results, run, speed, systems
from benchmarks.documents import Document
from benchmarks.peers import hunspell, protocol, words
from benchmarks.results import Results

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
            "truth/README.md",
        ):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Ett prov\n", encoding="utf-8")
        found = {(document.group, document.name, document.truth.name) for document in documents.find(samples, shared)}
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
        }

    def test_samples_are_found_without_the_shared_texts(self, tmp_path: Path) -> None:
        found = documents.find(documents.SAMPLES, tmp_path / "missing")
        assert {document.group for document in found} == {"legacy", "clean", "scans"}
        assert all(document.words > 0 for document in found)
        assert all((document.pages or 0) > 0 for document in found if document.task == "scans")

    def test_order_is_that_of_the_groups(self) -> None:
        found = documents.find()
        places = [list(documents.GROUPS).index(document.group) for document in found]
        assert places == sorted(places)

    def test_groups_have_a_title_each(self) -> None:
        assert set(documents.GROUPS) == set(get_args(documents.Group))

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


class TestPeers:
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
        assert measured["speed"] == {"text": [], "processes": [], "pages": []}
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

// The page: what is shown, what is looked at, and the keys.
(() => {
  const form = document.querySelector("form.filters");
  const list = document.querySelector(".changes ol");
  const scans = document.querySelector(".scans");
  const bar = document.querySelector("form.decide");
  const dialog = document.querySelector("dialog.keys");
  const typing = document.querySelector("dialog.typing");
  const nothing = document.querySelector(".nothing[hidden]");
  let rows = [...list.querySelectorAll(".change")];
  const heads = [...list.querySelectorAll(".page")];
  const texts = new Map(rows.map((row) => [row, textOf(row, ".words") + "\n" + textOf(row, ".reason")]));
  const labels = new Map(rows.map((row) => [row, row.getAttribute("aria-label")]));
  const marks = new Map(rows.map((row) => [row, []]));
  for (const mark of document.querySelectorAll(".mark")) {
    marks.get(document.getElementById(mark.hash.slice(1))).push(mark);
  }
  const byWord = new Map(rows.map((row) => [Number(row.dataset.word), row]));
  const decisions = new Decisions(JSON.parse(document.getElementById("data").textContent), redraw, say);
  const inText = [...decisions.words.keys()]; // the words in the order of the text
  const at = new Map(inText.map((word, index) => [word, index]));
  const onPage = new Map();
  for (const word of decisions.words.values()) {
    if (!onPage.has(word.page)) onPage.set(word.page, []);
    if (word.box) onPage.get(word.page).push(word);
  }
  let visible = rows;
  let arranged = "text"; // the order that the rows stand in
  let current = null;
  let zoom = 1;

  const { sure, find, order, undecided } = form.elements;
  const kinds = [...form.querySelectorAll("[name=kind]")];

  function textOf(row, part) {
    return row.querySelector(part).textContent.toLowerCase();
  }

  function filter() {
    const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
    const most = Number(sure.value);
    const sought = find.value.trim().toLowerCase();
    form.querySelector("output").textContent = `${most} %`;
    visible = [];
    const pages = new Map();
    for (const row of order.value === "sure" ? bySureness() : rows) {
      const fits = (wanted.has(row.dataset.kind) || row.dataset.kind === "other") && Number(row.dataset.sure) <= most && texts.get(row).includes(sought) && !(undecided.checked && isDecided(row));
      if (row.hidden === fits) {
        row.hidden = !fits;
        for (const mark of marks.get(row)) mark.hidden = !fits;
      }
      if (fits) {
        visible.push(row);
        pages.set(row.dataset.page, (pages.get(row.dataset.page) || 0) + 1);
      }
    }
    for (const head of heads) {
      const count = pages.get(head.dataset.page) || 0;
      head.hidden = order.value === "sure" || count === 0;
      head.lastChild.textContent = ` ${count}`;
    }
    form.querySelector(".shown").textContent =
      visible.length === rows.length ? worded("{all} shown", { all: rows.length })
        : worded("{shown} of {all} shown", { shown: visible.length, all: rows.length });
    nothing.hidden = visible.length > 0 || rows.length === 0;
    if (current && current.hidden) select(null);
    else if (current) current.scrollIntoView({ block: "nearest" });
  }

  function bySureness() {
    return [...rows].sort((one, other) => one.dataset.sure - other.dataset.sure);
  }

  function inOrder() {
    return heads.flatMap((head) => [head, ...rows.filter((row) => row.dataset.page === head.dataset.page)]);
  }

  function isDecided(row) {
    return row.dataset.kind === "reviewed" || Boolean(row.dataset.decided);
  }

  function arrange() {
    if (order.value !== arranged) list.append(...(order.value === "sure" ? [...heads, ...bySureness()] : inOrder()));
    arranged = order.value;
    filter();
  }

  function select(row, { show = true } = {}) {
    if (current) {
      current.removeAttribute("aria-current");
      for (const mark of marks.get(current)) mark.classList.remove("current");
    }
    const before = current;
    current = row;
    if (before && before !== row) drop(before);
    tellAlike();
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.setAttribute("aria-description", ["context", "reason"].map((part) => row.querySelector(`.${part}`)?.textContent).filter(Boolean).join(". "));
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    for (const mark of marks.get(row)) mark.classList.add("current");
    const [mark] = marks.get(row);
    if (mark && show) mark.scrollIntoView({ block: "center", inline: "nearest" });
    history.replaceState(null, "", `#${row.id}`);
  }

  function step(by) {
    if (visible.length === 0) return;
    const at = visible.indexOf(current);
    const to = at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1);
    select(visible[to]);
  }

  function stepPage(by) {
    const page = current ? Number(current.dataset.page) : by > 0 ? 0 : Infinity;
    const beyond = visible.filter((row) => (Number(row.dataset.page) - page) * by > 0);
    if (beyond.length === 0) return;
    const pages = beyond.map((row) => Number(row.dataset.page));
    const nearest = by > 0 ? Math.min(...pages) : Math.max(...pages);
    select(beyond.find((row) => Number(row.dataset.page) === nearest));
  }

  // A row for a word that nothing was said about, where it belongs in the text.
  function rowOf(word) {
    if (byWord.has(word)) return byWord.get(word);
    const { page, read, text, box } = decisions.words.get(word);
    const row = document.createElement("li");
    row.className = "change other";
    row.tabIndex = -1;
    row.id = `w${word}`;
    Object.assign(row.dataset, { kind: "other", sure: 100, page, word });
    row.innerHTML = '<div class=crops></div><div class=words lang=sv><ins><bdi></bdi></ins></div><div class=what>'
      + '<span class=kind></span><span class=place></span></div><p class=reason></p>';
    row.querySelector(".kind").textContent = worded("word");
    row.querySelector("bdi").textContent = seen(text || read);
    row.querySelector(".place").textContent = worded("page {page}", { page });
    labels.set(row, `${seen(text || read)}, ${worded("word")}, ${worded("page {page}", { page })}`);
    row.setAttribute("aria-label", labels.get(row));
    const next = rows.findIndex((other) => at.get(Number(other.dataset.word)) > at.get(word));
    rows.splice(next < 0 ? rows.length : next, 0, row);
    byWord.set(word, row);
    texts.set(row, text.toLowerCase());
    marks.set(row, []);
    const scan = box && document.querySelector(`.scan[data-page="${page}"]`);
    if (scan) {
      const { width, height } = scan.dataset;
      const mark = document.createElement("a");
      mark.className = "mark other";
      mark.href = `#${row.id}`;
      mark.tabIndex = -1;
      mark.setAttribute("aria-label", seen(text || read));
      mark.style.cssText = `left:${100 * box[0] / width}%;top:${100 * box[1] / height}%;`
        + `width:${100 * (box[2] - box[0]) / width}%;height:${100 * (box[3] - box[1]) / height}%`;
      scan.append(mark);
      marks.get(row).push(mark);
    }
    const after = next < 0 ? null : rows[next + 1];
    if (order.value === "sure" || !after || after.dataset.page !== row.dataset.page) {
      const same = rows.filter((other) => other !== row && other.dataset.page === row.dataset.page && other.isConnected).at(-1);
      if (same) same.after(row);
      else list.append(row);
    } else {
      after.before(row);
    }
    visible = rows.filter((other) => !other.hidden);
    return row;
  }

  // The row of a word that was only looked at goes again.
  function drop(row) {
    if (row.dataset.kind !== "other" || row.dataset.decided) return;
    row.remove();
    for (const mark of marks.get(row)) mark.remove();
    rows = rows.filter((other) => other !== row);
    visible = visible.filter((other) => other !== row);
    byWord.delete(Number(row.dataset.word));
  }

  function seen(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "\ufffd");
  }

  function stepWord(by) {
    const index = current ? at.get(Number(current.dataset.word)) + by : 0;
    const word = inText[Math.min(Math.max(index, 0), inText.length - 1)];
    if (word !== undefined) select(rowOf(word));
  }

  function wordAt(event) {
    const scan = event.target.closest(".scan");
    if (!scan) return undefined;
    const frame = scan.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width * scan.dataset.width;
    const y = (event.clientY - frame.top) / frame.height * scan.dataset.height;
    const words = onPage.get(Number(scan.dataset.page)) || [];
    return words.find(({ box }) => box[0] <= x && x < box[2] && box[1] <= y && y < box[3])?.word;
  }

  const OUTCOMES = { accepted: worded("accepted"), rejected: worded("rejected"), typed: worded("becomes") };

  // Shows what was decided of words.
  function redraw(words) {
    for (const word of words) {
      const state = decisions.state(word);
      if (!state && !byWord.has(word)) continue;
      const row = rowOf(word);
      row.querySelector(".outcome")?.remove();
      row.dataset.decided = state;
      row.setAttribute("aria-label", labels.get(row));
      for (const mark of marks.get(row)) mark.classList.toggle("done", Boolean(state));
      if (state) {
        const outcome = document.createElement("span");
        outcome.className = `outcome ${state}`;
        const { becomes } = decisions.made.get(word);
        outcome.textContent = state === "typed" ? `${OUTCOMES[state]} ${seen(becomes) || worded("nothing")}` : OUTCOMES[state];
        row.querySelector(".what").append(outcome);
        row.setAttribute("aria-label", `${labels.get(row)}, ${outcome.textContent}`);
      } else if (row !== current) {
        drop(row);
      }
    }
    const done = rows.filter(isDecided).length;
    const progress = bar.querySelector("progress");
    progress.max = Math.max(rows.length, 1);
    progress.value = done;
    bar.querySelector(".decided").textContent = worded("{done} of {all} decided", { done, all: rows.length });
    if (undecided.checked) filter();
  }

  function say(text) {
    bar.querySelector(".said").textContent = text;
  }

  function tellAlike() {
    const count = current ? decisions.alike(Number(current.dataset.word)).length : 0;
    bar.querySelector(".alike").textContent = count ? worded("{count} alike", { count }) : worded("alike");
    for (const name of ["accept", "reject", "edit"]) bar.elements[name].disabled = !current;
  }

  // Decides on what is looked at, or all places alike, and goes on to the next.
  function decide(how, { all = bar.elements.alike.checked } = {}) {
    if (!current) return;
    const word = Number(current.dataset.word);
    const { read, text } = decisions.words.get(word);
    conclude(word, how === "accept" ? text : read, "", all);
  }

  function conclude(word, becomes, note, all) {
    const words = all ? [...decisions.alike(word)] : [word];
    const here = visible.indexOf(current);
    const next = visible.slice(here + 1).find((row) => !words.includes(Number(row.dataset.word)));
    const { read } = decisions.words.get(word);
    say(`${seen(read)}: ${seen(becomes) || worded("nothing")}${words.length > 1 ? worded(", {count} places", { count: words.length }) : ""}`);
    decisions.decide(words, becomes, note); // which may say that it cannot be kept
    bar.elements.alike.checked = false;
    if (next && !next.hidden) select(next);
  }

  function edit() {
    if (!current) return;
    const { read, text } = decisions.words.get(Number(current.dataset.word));
    typing.querySelector(".read").textContent = seen(read);
    const { becomes, note } = typing.querySelector("form").elements;
    becomes.value = decisions.made.get(Number(current.dataset.word))?.becomes ?? text;
    note.value = decisions.made.get(Number(current.dataset.word))?.note ?? "";
    typing.showModal();
    becomes.select();
  }

  // At once: the event of a dialog that closes comes later, and a key before it would move the decision elsewhere.
  typing.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    typing.close();
    if (event.submitter.value !== "save" || !current) return;
    const { becomes, note } = event.target.elements;
    conclude(Number(current.dataset.word), becomes.value.trim().replace(/\s+/g, " "), note.value.trim(), bar.elements.alike.checked);
  });

  function undo() {
    const [word] = decisions.undo();
    if (word === undefined) return say(worded("Nothing to undo."));
    select(rowOf(word));
    say(worded("Undone."));
  }

  function exportFile() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([decisions.json()], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function importFile(file) {
    try {
      const [taken, others] = decisions.take(JSON.parse(await file.text()));
      const misfits = others ? worded(", {others} do not fit the text any more", { others }) : "";
      say(worded("{taken} decisions taken{misfits}.", { taken, misfits }));
    } catch (error) {
      say(`${file.name}: ${error.message}`);
    }
    bar.elements.file.value = "";
  }

  function onlyUndecided() {
    undecided.checked = !undecided.checked;
    filter();
  }

  function onlyDoubtful() {
    const alone = kinds.every((box) => box.checked === (box.value === "doubtful"));
    for (const box of kinds) box.checked = alone || box.value === "doubtful";
    filter();
  }

  function reset() {
    form.reset();
    arrange();
    if (document.activeElement === find) find.blur();
  }

  function enlarge(factor) {
    if (!scans) return;
    setZoom(zoom * factor);
    const mark = current && marks.get(current)[0];
    if (mark) mark.scrollIntoView({ block: "center", inline: "center" });
  }

  function setZoom(to) {
    zoom = Math.min(Math.max(to, 0.4), 4);
    scans.style.setProperty("--zoom", zoom);
  }

  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    J: () => stepPage(1), K: () => stepPage(-1), Home: () => step(-Infinity), End: () => step(Infinity),
    a: () => decide("accept"), r: () => decide("reject"), e: edit, u: undo,
    A: () => decide("accept", { all: true }), R: () => decide("reject", { all: true }),
    w: () => stepWord(1), W: () => stepWord(-1), n: onlyUndecided,
    d: onlyDoubtful, "/": () => find.select(), "+": () => enlarge(1.25), "=": () => enlarge(1.25),
    "-": () => enlarge(0.8), Escape: reset, "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || typing.open) return;
    const inField = event.target.matches("input[type=search], input[type=range], input[name=who], select");
    if (inField && event.key !== "Escape" && !(event.target === find && event.key === "ArrowDown")) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".change");
    if (row && !String(getSelection())) select(row);
  });
  if (scans) {
    scans.addEventListener("click", (event) => {
      const mark = event.target.closest(".mark");
      const word = mark ? Number(document.getElementById(mark.hash.slice(1)).dataset.word) : wordAt(event);
      if (word === undefined) return;
      event.preventDefault();
      select(rowOf(word), { show: false });
    });
    const fingers = new Map();
    const spread = () => {
      const [one, other] = [...fingers.values()];
      return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    };
    scans.addEventListener("pointerdown", (event) => fingers.set(event.pointerId, event));
    scans.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = fingers.size === 2 ? spread() : 0;
      fingers.set(event.pointerId, event);
      if (before > 0) setZoom(zoom * spread() / before);
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      scans.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
  }
  form.addEventListener("input", (event) => (event.target === order ? arrange() : filter()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.help.addEventListener("click", () => dialog.showModal());

  const buttons = {
    accept: () => decide("accept"), reject: () => decide("reject"), edit, undo, export: exportFile,
    import: () => bar.elements.file.click(), larger: () => enlarge(1.25), smaller: () => enlarge(0.8),
  };
  for (const [name, act] of Object.entries(buttons)) bar.elements[name].addEventListener("click", act);
  bar.elements.file.addEventListener("change", (event) => importFile(event.target.files[0]));
  bar.elements.who.addEventListener("change", (event) => decisions.name(event.target.value.trim()));
  bar.addEventListener("submit", (event) => event.preventDefault());

  form.hidden = bar.hidden = false;
  redraw([]);
  filter();
  tellAlike();
  decisions.load().then(() => (bar.elements.who.value = decisions.who));
  const linked = location.hash && document.getElementById(location.hash.slice(1));
  if (linked && marks.has(linked)) select(linked);
})();

"use strict";
(() => {
  const form = document.querySelector("header form");
  const list = document.querySelector(".changes ol");
  const scans = document.querySelector(".scans");
  const dialog = document.querySelector("dialog");
  const nothing = document.querySelector(".nothing[hidden]");
  const rows = [...list.querySelectorAll(".change")];
  const heads = [...list.querySelectorAll(".page")];
  const inText = [...list.children];
  const texts = new Map(rows.map((row) => [row, textOf(row, ".words") + "\n" + textOf(row, ".reason")]));
  const marks = new Map(rows.map((row) => [row, []]));
  for (const mark of document.querySelectorAll(".mark")) {
    marks.get(document.getElementById(mark.hash.slice(1))).push(mark);
  }
  let visible = rows;
  let current = null;
  let zoom = 1;

  const { sure, find, order } = form.elements;
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
      const fits = wanted.has(row.dataset.kind) && Number(row.dataset.sure) <= most && texts.get(row).includes(sought);
      row.hidden = !fits;
      for (const mark of marks.get(row)) mark.hidden = !fits;
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
      visible.length === rows.length ? `${rows.length} shown` : `${visible.length} of ${rows.length} shown`;
    nothing.hidden = visible.length > 0 || rows.length === 0;
    if (current && current.hidden) select(null);
    else if (current) current.scrollIntoView({ block: "nearest" });
  }

  function bySureness() {
    return [...rows].sort((one, other) => one.dataset.sure - other.dataset.sure);
  }

  function arrange() {
    list.append(...(order.value === "sure" ? [...heads, ...bySureness()] : inText));
    filter();
  }

  function select(row, { show = true } = {}) {
    if (current) {
      current.removeAttribute("aria-current");
      for (const mark of marks.get(current)) mark.classList.remove("current");
    }
    current = row;
    if (!row) return;
    row.setAttribute("aria-current", "true");
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
    zoom = Math.min(Math.max(zoom * factor, 0.4), 4);
    scans.style.setProperty("--zoom", zoom);
    const mark = current && marks.get(current)[0];
    if (mark) mark.scrollIntoView({ block: "center", inline: "center" });
  }

  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    J: () => stepPage(1), K: () => stepPage(-1), Home: () => step(-Infinity), End: () => step(Infinity),
    d: onlyDoubtful, "/": () => find.select(), "+": () => enlarge(1.25), "=": () => enlarge(1.25),
    "-": () => enlarge(0.8), Escape: reset, "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const typing = event.target.matches("input[type=search], input[type=range], select");
    if (typing && event.key !== "Escape" && !(event.target === find && event.key === "ArrowDown")) return;
    const act = keys[event.key];
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
      if (!mark) return;
      event.preventDefault();
      select(document.getElementById(mark.hash.slice(1)), { show: false });
    });
  }
  form.addEventListener("input", (event) => (event.target === order ? arrange() : filter()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.help.addEventListener("click", () => dialog.showModal());

  form.hidden = false;
  filter();
  const linked = location.hash && document.getElementById(location.hash.slice(1));
  if (linked && marks.has(linked)) select(linked);
})();

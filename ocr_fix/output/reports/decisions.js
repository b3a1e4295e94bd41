"use strict";
const texts = JSON.parse(document.getElementById("data").textContent).texts;

// A message in the language of the page; its fields stand in braces.
function worded(message, fields = {}) {
  return (texts[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => fields[name]);
}

// What was decided of a document: kept by the browser, or by the server that the page came from.
class Decisions {
  #past = []; // what stood before each step, for undo
  #pending = new Set(); // words whose decision the server has not got yet
  #numbers = new Map(); // word -> number of the last decision on it that the server has told
  #last = 0;
  #busy = false;
  #problems = ""; // what could not be carried out, as it was told last

  // changed(words): their decisions are others now; said(text): for the person to know.
  constructor(data, changed, said) {
    this.document = data.document;
    this.served = data.served;
    this.changed = changed;
    this.said = said;
    this.who = "";
    this.words = new Map();
    this.made = new Map();
    this.likes = new Map();
    for (const [word, page, start, box, read, text = read] of data.words) {
      this.words.set(word, { word, page, start, box, read, text });
      const like = `${read}\n${text}`;
      if (!this.likes.has(like)) this.likes.set(like, []);
      this.likes.get(like).push(word);
    }
    this.key = `ocrfix:decisions:${this.document.sha256}`;
  }

  alike(word) {
    const { read, text } = this.words.get(word);
    return this.likes.get(`${read}\n${text}`);
  }

  // What was decided of a word: accepted, rejected, typed or nothing.
  state(word) {
    const decision = this.made.get(word);
    if (!decision) return "";
    if (decision.becomes === this.words.get(word).text) return "accepted";
    return decision.becomes === decision.read ? "rejected" : "typed";
  }

  decide(words, becomes, note = "") {
    const when = new Date().toISOString().replace(/\.\d+/, "");
    this.#put(words.map((word) => {
      const { page, box, start, read, text } = this.words.get(word);
      return [word, { page, box, start, word, read, was: text, becomes, who: this.who, when, note }];
    }));
  }

  undo() {
    const before = this.#past.pop();
    if (!before) return [];
    this.#put(before, { again: false });
    return before.map(([word]) => word);
  }

  #put(decisions, { again = true } = {}) {
    if (again) this.#past.push(decisions.map(([word]) => [word, this.made.get(word)]));
    for (const [word, decision] of decisions) this.#set(word, decision);
    const words = decisions.map(([word]) => word);
    this.changed(words);
    this.#keep(words);
  }

  #set(word, decision) {
    if (decision) this.made.set(word, decision);
    else this.made.delete(word);
  }

  #keep(words) {
    if (this.served) {
      for (const word of words) this.#pending.add(word);
      this.#send();
    } else {
      this.#store();
    }
  }

  #store() {
    try {
      localStorage.setItem(this.key, this.json());
      localStorage.setItem("ocrfix:who", this.who);
    } catch {
      this.said(worded("This browser keeps nothing; export the decisions before you leave."));
    }
  }

  async load() {
    try {
      this.who = localStorage.getItem("ocrfix:who") || "";
      if (!this.served) this.take(JSON.parse(localStorage.getItem(this.key) || "null"));
    } catch {
      // What is denied or damaged is as if nothing had been kept.
    }
    if (this.served) await this.#ask();
  }

  name(who) {
    this.who = who;
    try {
      localStorage.setItem("ocrfix:who", who);
    } catch {
      // It is kept as long as the page is open.
    }
  }

  // decisions.json; one decision a line, in the order of the text.
  json() {
    const decisions = [...this.made.values()].sort((one, other) => one.word - other.word);
    const lines = decisions.map((decision) => `  ${JSON.stringify(decision)}`).join(",\n");
    const about = JSON.stringify({ name: this.document.name, sha256: this.document.sha256 });
    return `{\n "schema": "urn:ocr_fix:decisions:1",\n "document": ${about},\n "decisions": [\n${lines}\n ]\n}\n`;
  }

  // Takes the decisions of a file; gives how many fit and how many do not. Throws where it is of another document.
  take(file) {
    if (file === null) return [0, 0];
    if (file.schema !== "urn:ocr_fix:decisions:1") throw new Error(worded("is no file of decisions"));
    if (file.document.sha256 !== this.document.sha256) throw new Error(worded("is of another document"));
    const byStart = new Map([...this.words.values()].filter((each) => each.text).map((each) => [each.start, each.word]));
    const fitting = [];
    for (const decision of file.decisions) {
      const word = decision.word ?? byStart.get(decision.start);
      const there = this.words.get(word);
      const fits = there && there.read === decision.read && [decision.was, decision.becomes].includes(there.text);
      if (fits && typeof decision.becomes === "string") fitting.push([word, { ...decision, word }]);
    }
    if (fitting.length) this.#put(fitting);
    return [fitting.length, file.decisions.length - fitting.length];
  }

  async #send() {
    if (this.#busy || this.#pending.size === 0) return;
    this.#busy = true;
    const sent = [...this.#pending].map((word) => [word, this.made.get(word)]);
    const decisions = sent.map(([word, decision]) => ({ ...decision, word, seen: this.#numbers.get(word) || 0, withdrawn: !decision }));
    try {
      const answer = await fetch("decisions", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ decisions }),
      });
      if (answer.status >= 500) throw new Error((await answer.text()) || answer.statusText);
      if (!answer.ok && answer.status !== 409) return this.#giveUp(sent, await answer.text());
      const { saved, refused } = await answer.json();
      for (const [word, number] of saved) this.#numbers.set(word, number);
      for (const [word, decision] of sent) if (this.made.get(word) === decision) this.#pending.delete(word);
      for (const other of refused) this.#pending.delete(other.word);
      this.#hear(refused);
      if (refused.length) this.said(worded("Somebody else has decided there meanwhile; theirs is shown."));
      this.#busy = false;
      this.#send();
    } catch (error) {
      this.#busy = false;
      this.said(worded("Not saved yet ({why}); trying again.", { why: error.message }));
      setTimeout(() => this.#send(), 3000);
    }
  }

  // What the server will never take is not shown as if it had been.
  #giveUp(sent, why) {
    const words = sent.map(([word]) => word);
    for (const word of words) {
      this.#pending.delete(word);
      this.#set(word, undefined);
    }
    this.#busy = false;
    this.#last = 0; // what stands there is asked for anew
    for (const word of words) this.#numbers.delete(word);
    this.changed(words);
    this.said(worded("Not saved: {why}", { why }));
  }

  // What others have decided since.
  async #ask() {
    try {
      const answer = await fetch(`decisions?since=${this.#last}`);
      if (answer.ok) {
        const { decisions, problems } = await answer.json();
        this.#hear(decisions);
        this.#last = Math.max(this.#last, ...decisions.map(({ number }) => number));
        if (String(problems) !== this.#problems) this.said(problems.length ? worded("Not carried out: {why}", { why: problems.join("; ") }) : worded("Carried out."));
        this.#problems = String(problems);
      }
    } catch {
      // The next saving tells that the server is gone.
    }
    setTimeout(() => this.#ask(), 4000);
  }

  #hear(decisions) {
    const heard = decisions.filter(({ word, number }) => this.words.has(word) && number > (this.#numbers.get(word) || 0));
    for (const { number, withdrawn, ...decision } of heard) {
      if (this.#pending.has(decision.word)) continue; // the server compares and refuses
      this.#numbers.set(decision.word, number);
      this.#set(decision.word, withdrawn ? undefined : decision);
    }
    if (heard.length) this.changed(heard.map(({ word }) => word));
  }
}

// The page two people talk at. It works without this file: every button saves all that was typed.
// With it, our record and my notes are saved on every pause, and what the other changes appears by itself.

const PAUSE = 1000; // after the last key
const RETRY = 5000; // after a failed save
const NEWS = 3000; // between two questions whether the other changed something
const FORM = document.getElementById("talk");

const WORDS = {
  saved: "Saved",
  kept: "Not saved yet: kept on this device until the connection is back.",
  signedOut: "You are signed out. What you typed is kept on this device: sign in again, then come back to this page.",
  changed: "You changed this on another page as well. What you typed is here: press Save, and you can choose.",
  complete: "The conversation has moved on. What you typed since is kept on this device.",
  gone: "You cannot open this conversation any more. What you typed since is kept on this device.",
  wrong: "This is too long to save. Shorten it.",
  restored: "What you typed before the connection was lost is back.",
  theirs: "The other of you changed our record.",
};

if (FORM) start();

function start() {
  document.body.classList.add("cv-has-script");
  const record = writer("record", { base: FORM.elements.base, revision: FORM.elements.record_revision });
  const notes = writer("notes", { revision: FORM.elements.notes_revision });
  forgetOthers();
  record.restore();
  notes.restore();
  FORM.addEventListener("submit", (event) => press(event, record, notes));
  document.getElementById("notes").addEventListener("toggle", (event) => event.target.open && notes.field.focus());
  markTabs();
  addEventListener("beforeprint", () => (document.getElementById("record-print").textContent = record.field.value));
  ask(record);
}

// One text that is saved by itself. A record has a base: the text from which what stands there was made. The server puts
// together what both changed since; my notes have none, and belong to one person.
function writer(name, { base = null, revision }) {
  const field = FORM.elements[name];
  const key = `${FORM.dataset.keep}:${name}`;
  const state = { timer: 0, saving: null, stopped: false, sent: field.value, failing: false };
  const changed = () => field.value !== state.sent;

  field.addEventListener("input", () => later(PAUSE));
  field.addEventListener("blur", () => save());
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save({ keepalive: true }));

  function later(wait) {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, wait);
  }

  function save(options = {}) {
    clearTimeout(state.timer);
    if (!changed() || state.stopped) return state.saving;
    if (state.saving && !options.keepalive) return state.saving.then(() => save());
    keep(key, { text: field.value, base: base?.value ?? "", revision: revision.value });
    state.saving = send(field.value, options).finally(() => (state.saving = null));
    return state.saving;
  }

  async function send(text, options) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: FORM.elements.csrfmiddlewaretoken.value });
    body.set(name, text);
    body.set(revision.name, revision.value);
    if (base) body.set("base", base.value);
    let response;
    try {
      response = await fetch(FORM.dataset[name], { method: "POST", body, redirect: "manual", ...options });
    } catch {
      return failed(WORDS.kept);
    }
    if (response.type === "opaqueredirect" || response.status === 403) return failed(WORDS.signedOut);
    if (response.status === 404) return gone();
    const answer = await response.json().catch(() => ({}));
    if (answer.saved) return succeeded(text, answer);
    if (answer.reason === "clash") return clash();
    if (WORDS[answer.reason]) {
      state.stopped = answer.reason !== "wrong";
      return say(name, WORDS[answer.reason], true);
    }
    return failed(WORDS.kept);
  }

  // `text` is what was sent; meanwhile more may have been typed. Then what was sent is what both go on from, and the old
  // number stays, so that the next save puts the two together.
  function succeeded(text, answer) {
    state.failing = false;
    state.sent = text;
    const result = answer.text ?? text;
    if (field.value === text) {
      put(field, result);
      state.sent = result;
      if (base) base.value = result;
      revision.value = answer.revision;
      forget(key);
    } else if (base) {
      base.value = text;
      if (result === text) revision.value = answer.revision;
      later(PAUSE);
    } else {
      revision.value = answer.revision;
      later(PAUSE);
    }
    say(name, WORDS.saved);
  }

  function failed(words) {
    if (!state.failing) say(name, words, true);
    state.failing = true;
    later(RETRY);
  }

  // The reader is none of the two any more, such as after leaving: trying again changes nothing.
  function gone() {
    state.stopped = true;
    say(name, WORDS.gone, true);
  }

  function clash() {
    state.stopped = true;
    document.getElementById("record-clash").hidden = false;
    say(name, "", true);
  }

  // What the other saved. While one types it waits: the next save puts both together.
  function hear(text, number, words) {
    if (changed() || state.saving || state.stopped || Number(number) === Number(revision.value)) return;
    put(field, text);
    state.sent = text;
    base.value = text;
    revision.value = number;
    say(name, words);
  }

  function restore() {
    const kept = recall(key);
    if (!kept || kept.text === field.value) return forget(key);
    field.value = kept.text;
    if (base) base.value = kept.base;
    revision.value = kept.revision;
    say(name, WORDS.restored, true);
    save();
  }

  return { field, save, hear, restore, isBusy: () => changed() || Boolean(state.saving), state };
}

// Puts a text into its field and leaves the cursor where it was, counted from whichever end did not change.
function put(field, text) {
  if (field.value === text) return;
  const before = field.value;
  const { selectionStart: from, selectionEnd: to, scrollTop } = field;
  let same = 0;
  while (same < before.length && before[same] === text[same]) same += 1;
  const move = (at) => (at <= same ? at : Math.max(same, text.length - (before.length - at)));
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(move(from), move(to));
  field.scrollTop = scrollTop;
}

// Buttons of the agenda and of the actions: sent without leaving the page. All others submit it, after what was typed is saved.
async function press(event, record, notes) {
  const button = event.submitter;
  const stays = /^(point|draw|action):|^add-point$/.test(button?.value ?? "");
  if (!stays) return;
  event.preventDefault();
  const body = new URLSearchParams({ csrfmiddlewaretoken: FORM.elements.csrfmiddlewaretoken.value, do: button.value });
  const point = FORM.elements.point;
  if (button.value === "add-point") body.set("point", point.value);
  await Promise.all([record.save(), notes.save()]);
  for (const name of ["record", "base", "record_revision", "notes", "notes_revision"]) body.set(name, FORM.elements[name].value);
  try {
    const response = await fetch(FORM.action, { method: "POST", body, redirect: "manual" });
    if (response.type !== "opaqueredirect") throw new Error("not kept");
    if (button.value === "add-point") point.value = "";
    await news(record, button.dataset.focus ?? "");
  } catch {
    FORM.submit();
  }
}

// News of the other. Asked every few seconds while the page is looked at.
function ask(record) {
  setTimeout(async () => {
    if (!document.hidden) await news(record).catch(() => {});
    ask(record);
  }, NEWS);
}

async function news(record, focus = "") {
  const response = await fetch(`${FORM.dataset.news}?revision=${FORM.dataset.revision}`, { redirect: "manual" });
  if (!response.ok || response.status === 204) return;
  const answer = await response.json();
  if (answer.moved) {
    await record.save();
    if (!record.isBusy()) location.assign(answer.moved);
    return;
  }
  FORM.dataset.revision = answer.revision;
  swap("points", answer.agenda);
  swap("action-list", answer.actions);
  record.hear(answer.record.text, answer.record.revision, answer.written);
  if (focus) document.querySelector(`[data-focus="${focus}"]`)?.focus();
}

// New content in place of the old; what was open stays open, and the focus stays on the same button.
function swap(id, html) {
  const place = document.getElementById(id);
  if (place.innerHTML === html) return;
  const opened = [...place.querySelectorAll("details[open]")].map((one) => one.closest("[id]").id);
  const focused = place.contains(document.activeElement) ? document.activeElement.value : "";
  place.innerHTML = html;
  for (const point of opened) place.querySelector(`#${CSS.escape(point)} details`)?.setAttribute("open", "");
  if (focused) place.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
}

// The tab of the part that is shown, on a phone.
function markTabs() {
  const tabs = [...document.querySelectorAll(".cv-tabs__tab")];
  const mark = () => {
    const shown = tabs.find((tab) => document.querySelector(tab.hash)?.matches(":target, :has(:target)")) ?? tabs[0];
    for (const tab of tabs) tab === shown ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
  };
  addEventListener("hashchange", mark);
  mark();
}

// Words. The eye reads the line; a screen reader hears each once.
function say(name, words, isKept = false) {
  const line = document.getElementById(`${name}-saved`);
  line.textContent = words;
  line.classList.toggle("cv-kept-here", isKept);
  const status = document.getElementById(`${name}-status`);
  if (status.textContent !== words) status.textContent = words;
}

// The copy in this browser, for when the connection is lost. Storage may be switched off: then there is none.
function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {}
}

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return null;
  }
}

// Somebody else signed in on this device: what the person before typed is not theirs to find.
function forgetOthers() {
  const mine = FORM.dataset.keep.split(":").slice(0, 2).join(":") + ":";
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith("stepwell:") && !key.startsWith(mine) && !key.startsWith("stepwell:link."))
      .forEach(forget);
  } catch {}
}

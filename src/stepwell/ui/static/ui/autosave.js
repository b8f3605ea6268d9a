// Saves what is typed on every pause. The page works without it: its buttons save as well.
// What cannot be saved is kept in this browser, under the form's own key, until it is. A key is
// "stepwell:<person>:…" where somebody is signed in, and "stepwell:link.<invitation>:…" where a link alone leads there.
// What was just saved is kept in this tab: the next page may have been drawn before the save arrived.
//
// <form data-autosave="address" data-keep="key">; data-word-… on the form replaces one of the words below.
// An element with data-forget="start of keys" says that what was kept is not needed any more.
//
// A form with data-keep and no data-autosave is saved by its button alone: what is typed is kept in this browser until it
// has arrived. The page that follows says so, with data-forget-sent="start of keys"; what was never sent stays.

const PAUSE = 1000; // after the last key
const RETRY = 5000; // after a failed save
const WORDS = {
  saving: "Saving…",
  saved: "Saved",
  kept: "Not saved yet: kept on this device until the connection is back.",
  signedOut: "You are signed out. What you typed is kept on this device: sign in again, then come back to this page.",
  changed: "You changed this on another page or device as well. What you typed is here: save it, and you can choose.",
  complete: "This is complete, so it cannot change any more. What you typed since is kept on this device.",
  gone: "This page cannot be opened any more. What you typed since is kept on this device.",
  refused: "Not saved: something needs correcting. The button below shows what.",
  wrong: "Saved, except what needs correcting: press “Save and continue” to see it.",
  restored: "What you typed before the connection was lost is back.",
  unsent: "Kept on this device until you save.",
  found: "What you typed here before is back. It is not saved yet.",
};

const LINK = "stepwell:link.";

const form = document.querySelector("form[data-autosave]");
if (form) start(form);
const done = document.querySelector("[data-forget]");
if (done) forEachKey((key) => key.startsWith(done.dataset.forget) && forget(key));
const arrived = document.querySelector("[data-forget-sent]");
if (arrived) forEachKey((key) => key.startsWith(arrived.dataset.forgetSent) && copyUnder(key)?.sent && forget(key));
const kept = document.querySelector("form[data-keep]:not([data-autosave])");
if (kept) startKeeping(kept);

function start(form) {
  const state = { saving: null, again: false, timer: 0, leaving: false, at: null, sent: fields(form) };
  for (const name of Object.keys(WORDS)) WORDS[name] = form.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? WORDS[name];
  if (!form.dataset.keep.startsWith(LINK)) forgetOthers(form.dataset.keep);
  const savedAt = document.getElementById("saved").dataset.savedAt;
  if (savedAt) state.at = new Date(savedAt);
  catchUp(form, state);
  restore(form, state);

  form.addEventListener("input", () => later(form, state, PAUSE));
  form.addEventListener("change", () => save(form, state));
  form.addEventListener("focusout", () => save(form, state));
  form.addEventListener("submit", (event) => leave(event, form, state));
  addEventListener("online", () => save(form, state));
  document.addEventListener("submit", (event) => (state.leaving ||= event.target !== form)); // signing out saves nothing more
  addEventListener("pagehide", () => state.leaving || save(form, state, { keepalive: true }));
  setInterval(() => tell(state), 2000);
}

// Kept until sent. A form that came back with a fault shows what was sent, which did not arrive.
function startKeeping(form) {
  const key = form.dataset.keep;
  const cameBack = document.querySelector(".govuk-error-summary") !== null;
  const shown = cameBack ? null : fields(form);
  const copy = copyUnder(key);
  const note = (sent) => {
    if (fields(form) === shown) return forgetKept(key);
    attempt(() => localStorage.setItem(key, JSON.stringify({ ...JSON.parse(copyOf(form, fields(form))), sent })));
  };
  forgetOthers(key);
  if (copy && !cameBack && copy.fields !== shown) {
    fill(form, copy);
    say(WORDS.found, { kept: true });
  }
  note(false);
  form.addEventListener("input", () => {
    note(false);
    if (document.getElementById("saved").textContent === "") say(WORDS.unsent);
  });
  form.addEventListener("submit", () => note(true));
}

function copyUnder(key) {
  return attempt(() => JSON.parse(localStorage.getItem(key) || "null"));
}

// What the person can change, as one comparable text; numbers of pages and tokens left out.
function fields(form) {
  const data = new URLSearchParams(new FormData(form));
  for (const name of ["csrfmiddlewaretoken", "revision", "seen"]) data.delete(name);
  return data.toString();
}

function later(form, state, wait) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form, state), wait);
}

// One save at a time: a second one waits, so that answers arrive in the order in which they were given.
function save(form, state, options = {}) {
  clearTimeout(state.timer);
  if (fields(form) === state.sent || state.stopped) return state.saving;
  if (state.saving && !options.keepalive) {
    state.again = true;
    return state.saving;
  }
  keep(form);
  state.saving = send(form, state, options).finally(() => {
    state.saving = null;
    if (state.again) {
      state.again = false;
      save(form, state);
    }
  });
  return state.saving;
}

async function send(form, state, options) {
  const sending = fields(form);
  let response;
  try {
    response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
      redirect: "manual",
      ...options,
    });
  } catch {
    return failed(form, state, WORDS.kept);
  }
  if (response.type === "opaqueredirect" || response.status === 403) return failed(form, state, WORDS.signedOut);
  const answer = await response.json().catch(() => ({}));
  if (answer.saved) return succeeded(form, state, sending, answer);
  if (response.status === 409 && WORDS[answer.reason]) {
    state.stopped = true; // the person decides, by the page's own button
    return say(WORDS[answer.reason], { kept: true });
  }
  if (response.status === 422) {
    state.refused = true; // until it is changed; the page's own button shows what is wrong, at its field
    return say(WORDS.refused, { kept: true });
  }
  if (response.status === 404) {
    state.stopped = true; // it was withdrawn, or is somebody else's now: trying again changes nothing
    return say(WORDS.gone, { kept: true });
  }
  return failed(form, state, WORDS.kept);
}

function succeeded(form, state, sending, answer) {
  form.elements.revision.value = answer.revision;
  form.elements.seen.value = answer.seen ?? "";
  state.sent = sending;
  state.at = new Date();
  state.failing = state.pressed = state.refused = false;
  noteSaved(form, sending);
  form.dispatchEvent(new CustomEvent("stepwell:saved", { detail: answer })); // a page may show what the answer brings
  if (fields(form) === sending) forgetKept(form.dataset.keep);
  if (Object.keys(answer.errors || {}).length) {
    keep(form);
    return say(WORDS.wrong, { kept: true });
  }
  say(WORDS.saved);
}

function failed(form, state, words) {
  if (!state.failing) say(words, { kept: true });
  state.failing = true;
  later(form, state, RETRY);
}

// The page's own button saves first and moves on when that has worked, so that a lost connection is a sentence on this
// page and not the browser's error page. Pressed a second time, it submits in any case.
async function leave(event, form, state) {
  if (state.leaving) return;
  const unsaved = () => state.saving || fields(form) !== state.sent;
  if (state.stopped || state.pressed || !unsaved()) {
    state.leaving = true;
    if (!state.failing) forgetKept(form.dataset.keep);
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  state.failing = state.refused = false;
  while (!state.failing && !state.stopped && !state.refused && unsaved()) await save(form, state);
  if (state.failing) return (state.pressed = true);
  state.leaving = true;
  forgetKept(form.dataset.keep);
  form.requestSubmit(button);
}

// Words

function say(words, { kept = false } = {}) {
  const line = document.getElementById("saved");
  line.textContent = words;
  line.classList.toggle(`${line.classList[0]}--kept`, kept);
  line.dataset.fixed = kept ? "yes" : "";
  const status = document.getElementById("save-status");
  if (status.textContent !== words) status.textContent = words;
}

// "Saved 2 seconds ago" for the eye alone: a screen reader hears "Saved" once.
function tell(state) {
  const line = document.getElementById("saved");
  if (!state.at || line.dataset.fixed) return;
  const seconds = Math.max(0, Math.round((Date.now() - state.at) / 1000));
  if (seconds < 60) line.textContent = `Saved ${seconds} second${seconds === 1 ? "" : "s"} ago`;
  else if (seconds < 3600) line.textContent = `Saved ${Math.floor(seconds / 60)} min ago`;
}

// The copies: in this browser what could not be saved, in this tab what just was. Storage may be switched off: then
// there is no copy, and the page says nothing false.

function attempt(action) {
  try {
    return action();
  } catch {}
}

function keep(form) {
  attempt(() => localStorage.setItem(form.dataset.keep, copyOf(form, fields(form))));
}

function noteSaved(form, saved) {
  attempt(() => sessionStorage.setItem(form.dataset.keep, copyOf(form, saved)));
}

function copyOf(form, fields) {
  return JSON.stringify({ fields, revision: form.elements.revision?.value, seen: form.elements.seen?.value });
}

function forgetKept(key) {
  attempt(() => localStorage.removeItem(key));
}

function forget(key) {
  forgetKept(key);
  attempt(() => sessionStorage.removeItem(key));
}

// Somebody else signed in on this device: what the person before typed is not theirs to find. What belongs to a link
// stays: its holder has no account, and often is the one who is signed in.
function forgetOthers(mine) {
  const person = mine.split(":").slice(0, 2).join(":") + ":";
  forEachKey((key) => key.startsWith(person) || key.startsWith(LINK) || forget(key));
}

function forEachKey(action) {
  for (const name of ["localStorage", "sessionStorage"]) {
    attempt(() => Object.keys(window[name]).filter((key) => key.startsWith("stepwell:")).forEach(action));
  }
}

// A page that was asked for before the last save arrived shows what stood there before it. Its number tells.
function catchUp(form, state) {
  const saved = attempt(() => JSON.parse(sessionStorage.getItem(form.dataset.keep) || "null"));
  attempt(() => sessionStorage.removeItem(form.dataset.keep));
  if (!saved || Number(saved.revision) <= Number(form.elements.revision.value)) return;
  fill(form, saved);
  state.sent = fields(form);
  state.at = new Date();
  say(WORDS.saved);
}

// What was kept comes back into the page and is saved as if from the page it was typed on, so that a change made
// elsewhere meanwhile is noticed and never overwritten.
function restore(form, state) {
  const kept = copyUnder(form.dataset.keep);
  if (!kept) return;
  if (kept.fields === state.sent) return forgetKept(form.dataset.keep);
  fill(form, kept);
  say(WORDS.restored);
  save(form, state);
}

function fill(form, copy) {
  const values = new URLSearchParams(copy.fields);
  for (const field of form.elements) {
    if (!field.name || ["hidden", "submit", "button"].includes(field.type)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    else field.value = values.get(field.name) ?? "";
  }
  if (form.elements.revision) form.elements.revision.value = copy.revision ?? "";
  if (form.elements.seen) form.elements.seen.value = copy.seen ?? "";
}

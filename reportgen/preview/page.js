"use strict";
// Everything that comes from a record is set as text, never as markup.
const found = (id) => document.getElementById(id);
const frames = found("frames");
let current = null; // the frame in sight
let made = 0; // which memo it shows
let events = null;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function told(each) {
  const entry = element("li");
  const head = element("p");
  head.append(element("span", "level " + each.level, each.level), " ", element("span", "quiet", each.code));
  entry.append(head);
  if (each.file) {
    const place = element(each.href ? "a" : "span", "place", each.line ? [each.file, each.line, each.column].filter(Boolean).join(":") : each.file);
    if (each.href) place.href = each.href;
    const where = element("p");
    where.append(place);
    entry.append(where);
  }
  entry.append(element("p", "", each.message));
  if (each.remedy) entry.append(element("p", "remedy", each.remedy));
  return entry;
}

// ---- the memo, at the place where the reader was

function placeIn(frame) {
  const view = frame.contentWindow;
  const named = [...frame.contentDocument.querySelectorAll("[id]")];
  const at = named.findIndex((each) => each.getBoundingClientRect().bottom > 0);
  return {
    top: view.scrollY,
    // The first line in sight, and those before it in case it is gone.
    lines: (at < 0 ? [] : named.slice(Math.max(0, at - 40), at + 1).reverse())
      .map((each) => ({ id: each.id, top: each.getBoundingClientRect().top })),
  };
}

function goTo(frame, place) {
  if (!place.top) return;
  const line = place.lines.find((each) => frame.contentDocument.getElementById(each.id));
  const offset = line
    ? frame.contentWindow.scrollY + frame.contentDocument.getElementById(line.id).getBoundingClientRect().top - line.top
    : place.top;
  frame.contentWindow.scrollTo(0, offset);
}

function load(audience, number) {
  const next = element("iframe");
  next.title = "The memo";
  next.setAttribute("sandbox", "allow-same-origin");
  next.hidden = true;
  next.addEventListener("load", () => {
    if (number !== made) return next.remove();
    if (current) {
      goTo(next, placeIn(current));
      current.remove();
    }
    found("waiting")?.remove();
    next.hidden = false;
    current = next;
    frames.setAttribute("aria-busy", "false");
  });
  next.src = "memo?audience=" + encodeURIComponent(audience) + "&made=" + number;
  frames.append(next);
}

// ---- what stands beside it

function showLength(state, audience) {
  const { length } = state;
  const line = found("length");
  const over = length && length.limit && length.pages > length.limit;
  line.className = over ? "over" : "";
  line.textContent = !length ? (state.stopped.length ? "" : "Counting pages …")
    : !length.pages ? "No PDF: " + length.told.join(" ")
    : (length.pages === 1 ? "1 page" : length.pages + " pages")
      + (length.limit ? "; the limit is " + length.limit + (length.firm ? ", firm" : "") : "")
      + (over ? (length.firm ? ": a build refuses it" : ": too long") : "");
  const pdf = found("pdf");
  pdf.hidden = !(length && length.pages);
  pdf.href = "memo.pdf?audience=" + encodeURIComponent(audience) + "&made=" + state.made;
}

function show(state, audience) {
  found("away").hidden = true;
  if (state.title) document.title = found("title").textContent = state.title;
  if (state.made && state.made !== made) {
    made = state.made;
    load(audience, made);
  }
  frames.classList.toggle("old", state.stopped.length > 0);
  if (state.stopped.length && !state.made) found("waiting").textContent = "There is no memo yet.";
  found("stopped").hidden = !state.stopped.length;
  found("old").hidden = !state.made;
  found("stopped").querySelector("ol").replaceChildren(...state.stopped.map(told));
  found("findings").replaceChildren(...state.findings.map(told));
  found("none").hidden = state.findings.length > 0;
  found("none").textContent = state.stopped.length ? "Not looked for yet." : "None.";
  found("facts").replaceChildren(...state.facts.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
  showLength(state, audience);
}

function follow(audience) {
  events?.close();
  made = 0;
  current?.remove();
  current = null;
  if (!found("waiting")) {
    const waiting = element("p", "", "Making the memo …");
    waiting.id = "waiting";
    frames.replaceChildren(waiting);
  }
  frames.setAttribute("aria-busy", "true");
  events = new EventSource("events?audience=" + encodeURIComponent(audience));
  events.onmessage = (event) => show(JSON.parse(event.data), audience);
  events.onerror = () => { found("away").hidden = false; };
}

async function begin() {
  const about = await (await fetch("about")).json();
  const choice = found("audience");
  choice.append(...about.audiences.map((name) => new Option(name, name)));
  const wanted = new URLSearchParams(location.search).get("audience");
  choice.value = about.audiences.includes(wanted) ? wanted : about.audience;
  choice.addEventListener("change", () => {
    history.replaceState(null, "", "?audience=" + encodeURIComponent(choice.value));
    follow(choice.value);
  });
  follow(choice.value);
}

begin();

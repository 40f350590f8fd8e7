// "Be the shop": the guide's calls as curl lines that work when pasted, and with a button that runs them.

import { avatar, h, icon } from "./nodes.js";
import { toast } from "./windows.js";
import { wire } from "./wire.js";
import { either, t } from "./words.js";

let guide = null;
let hands = null;
const heardBy = new Map();
let heardList = null;

/** `hands`: person() → who is open, visit(id), open(payload). */
export async function loadGuide(given) {
  hands = given ?? hands;
  guide = await wire.guide().catch(() => null);
  const known = Boolean(guide?.calls?.length || guide?.links?.length);
  document.body.toggleAttribute("data-has-shop", known);
  document.getElementById("shop").hidden = !known;
  if (known) renderShop();
}

export function renderShop() {
  if (!guide) return;
  const kept = new Map([...document.querySelectorAll(".call")].map((node, at) => [at, node.querySelector(".answer")]));
  const calls = (guide.calls ?? []).map((call, at) => callCard(call, at, kept.get(at)));
  document.getElementById("shop-body").replaceChildren(...calls, linkCard() ?? "");
}

/** Somebody got a message: say so under the call that was run last. */
export function heard(person, count) {
  if (!heardList) return;
  const known = heardBy.get(person.id) ?? { n: 0 };
  heardBy.set(person.id, { n: known.n + count, person });
  const chips = [...heardBy.values()].map(({ n, person: who }) =>
    h(
      "button",
      { type: "button", class: "chip", "data-testid": `heard-${who.id}`, onclick: () => hands.visit(who.id) },
      avatar(who.id, who.name),
      h("span", { dir: "auto" }, who.name),
      n > 1 ? h("b", {}, String(n)) : null,
    ),
  );
  heardList.replaceChildren(h("span", { class: "hint" }, t("heard")), ...chips);
  heardList.hidden = false;
}

// The page and the API usually share one origin; "localhost" and "127.0.0.1" are then the same place.
function origin() {
  const here = new URL(location.origin);
  const api = new URL(guide.api || here.origin, here);
  return api.port === here.port && api.protocol === here.protocol ? here.origin : api.origin;
}

const quoted = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

function payload({ body }) {
  if (body === undefined || body === null) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}

export function curl(call, at) {
  const method = (call.method ?? "GET").toUpperCase();
  const data = payload(call);
  const parts = [`curl -sS${method === "GET" ? "" : ` -X ${method}`}`, quoted(origin() + call.path)];
  if (guide.key) parts.push(`-H ${quoted(`Authorization: Bearer ${guide.key}`)}`);
  // A new key for each paste: the same key again would only repeat the first answer.
  if (method === "POST") parts.push(`-H "Idempotency-Key: $(date +%s)-${at}"`);
  if (data !== null) parts.push(`-H 'Content-Type: application/json'`, `--data ${quoted(data)}`);
  return parts.join(" \\\n  ");
}

function callCard(call, at, kept) {
  const line = curl(call, at);
  const answer = kept ?? h("div", { class: "answer", "data-testid": "answer", hidden: true });
  const run = h(
    "button",
    { type: "button", class: "solid small", "data-testid": "run-call", onclick: () => runCall(call, answer, run) },
    icon("run"),
    t("run"),
  );
  const copy = h(
    "button",
    { type: "button", class: "quiet small", "data-testid": "copy-call", onclick: () => copyLine(line, copy) },
    icon("copy"),
    t("copy"),
  );
  return h(
    "article",
    { class: "call", "data-testid": `call-${at}` },
    h("h3", { class: "call-title" }, either(call.title)),
    h("pre", { class: "curl", tabindex: "0", "aria-label": t("body"), "data-testid": "curl", dir: "ltr" }, line),
    h(
      "div",
      { class: "call-actions" },
      run,
      copy,
      h("span", { class: "method", dir: "ltr" }, (call.method ?? "GET").toUpperCase()),
    ),
    answer,
  );
}

async function runCall(call, answer, button) {
  button.setAttribute("aria-busy", "true");
  heardBy.clear();
  heardList?.replaceChildren();
  heardList = h("div", { class: "heard", "data-testid": "heard", "aria-live": "polite", hidden: true });
  answer.hidden = false;
  answer.replaceChildren(h("p", { class: "hint" }, t("running")), heardList);
  const { status, ok, text } = await send(call);
  button.removeAttribute("aria-busy");
  const words = h("pre", { class: "json", tabindex: "0", "aria-label": t("answerOf"), dir: "ltr" }, text);
  const state = h("span", { class: `status ${ok ? "good" : "bad"}`, "data-testid": "answer-status" }, status);
  answer.replaceChildren(state, words, answer.querySelector(".heard") ?? "");
}

async function send(call) {
  const method = (call.method ?? "GET").toUpperCase();
  const data = payload(call);
  const headers = guide.key ? { Authorization: `Bearer ${guide.key}` } : {};
  if (method === "POST") headers["Idempotency-Key"] = randomKey();
  if (data !== null) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(origin() + call.path, { method, headers, body: data ?? undefined });
    return { status: `${answer.status} ${answer.statusText}`.trim(), ok: answer.ok, text: pretty(await answer.text()) };
  } catch {
    return { status: t("noAnswer"), ok: false, text: "" };
  }
}

// crypto.randomUUID exists on secure origins only; a phone on the same network opens plain http.
const randomKey = () =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("-");

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function copyLine(line, button) {
  try {
    await navigator.clipboard.writeText(line);
  } catch {
    if (!copiedByHand(line)) return;
  }
  const before = [...button.childNodes];
  button.replaceChildren(t("copied"));
  setTimeout(() => button.replaceChildren(...before), 1500);
}

/** The old way, for pages that are not on a secure origin. */
function copiedByHand(line) {
  const area = h("textarea", { value: line, class: "unseen" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) toast(line);
  return done;
}

function linkCard() {
  if (!guide.links?.length) return null;
  const who = hands.person();
  const items = guide.links.map((link) =>
    h(
      "button",
      {
        type: "button",
        class: "linkline",
        disabled: !who,
        "data-testid": "guide-link",
        onclick: () => hands.open(link.payload),
      },
      icon("link"),
      h("span", {}, either(link.title)),
    ),
  );
  const hint = who ? t("linksHint", { name: who.name }) : t("linksNobody");
  return h(
    "article",
    { class: "call links" },
    h("h3", { class: "call-title" }, t("links")),
    h("p", { class: "hint", dir: "auto" }, hint),
    items,
  );
}

// One thing the shop can do: a sentence with a button, beneath it what came of it and who heard, and the curl line.

import { copied, curl, send } from "./curl.js";
import { avatar, h, icon } from "./nodes.js";
import { either, t } from "./words.js";

const COPIED_STAYS = 1500; // ms

/** What a card keeps when the column is drawn anew: the outcome, who heard, whether the curl line is unfolded. */
export const freshState = () => ({ running: false, outcome: null, heard: new Map(), unfolded: false, draw: () => {} });

/** `hands`: ran() once it was started, visit(id) for whoever heard. */
export function callCard(call, at, { guide, state, hands }) {
  const title = h("h3", { class: "call-title", id: `call-title-${at}` }, either(call.title));
  const run = runButton(title.id);
  const answer = answerBox(call, state, hands.visit);
  const { toggle, fold } = curlFold(call, at, guide, state);
  const actions = h("div", { class: "call-actions" }, run, toggle);
  const card = h(
    "article",
    { class: "call", "data-testid": `call-${at}`, "aria-labelledby": title.id },
    title,
    actions,
    answer.node,
    fold,
  );
  state.draw = () => {
    if (state.running) run.setAttribute("aria-busy", "true");
    else run.removeAttribute("aria-busy");
    const watched = inSight(actions);
    answer.draw();
    if (watched) bring(card, actions);
  };
  run.addEventListener("click", () => runCall(call, guide, state, hands.ran));
  answer.draw();
  return card;
}

const runButton = (titleId) =>
  h(
    "button",
    { type: "button", class: "solid small", "data-testid": "run-call", "aria-describedby": titleId },
    icon("run"),
    t("run"),
  );

// The column may be drawn anew while the call is under way, so what comes is drawn by whichever card is there then.
async function runCall(call, guide, state, ran) {
  if (state.running) return;
  Object.assign(state, { running: true, outcome: null, heard: new Map() });
  ran();
  state.draw();
  state.outcome = await send(call, guide);
  state.running = false;
  state.draw();
}

// ── what came of it ──────────────────────────────────────────────────────────────────────────

function answerBox(call, state, visit) {
  const words = h("p", { class: "outcome", "aria-live": "polite", dir: "auto" });
  const heard = h("div", { class: "heard", "data-testid": "heard", "aria-live": "polite" });
  const json = h("pre", { class: "json", tabindex: "0", role: "group", "aria-label": t("answerOf"), dir: "ltr" });
  const node = h("div", { class: "answer", "data-testid": "answer" }, words, heard, json);
  const draw = () => {
    const { running, outcome } = state;
    node.hidden = !running && !outcome;
    heard.hidden = !state.heard.size;
    json.hidden = !outcome?.said;
    words.replaceChildren(...(outcome ? outcomeWords(call, outcome) : [t("running")]));
    heard.replaceChildren(h("span", { class: "hint" }, t("heard")), ...chips(state.heard, visit));
    json.textContent = outcome ? pretty(outcome.said) : "";
  };
  return { node, draw };
}

function outcomeWords(call, { status, ok, said }) {
  const chip = h("span", { class: `status ${ok ? "good" : "bad"}`, "data-testid": "answer-status" }, status);
  const sentence = ok ? filled(either(call.told ?? ""), said) : (said?.detail ?? said?.title ?? "");
  return [chip, " ", sentence];
}

/** The guide's sentence with the answer's own figures in it; a list counts its entries. */
function filled(words, said) {
  const figure = (_, name) => (Array.isArray(said?.[name]) ? said[name].length : (said?.[name] ?? "–"));
  return words.replace(/\{(\w+)\}/g, figure);
}

const pretty = (said) => (typeof said === "string" ? said : JSON.stringify(said, null, 2));

const chips = (heard, visit) =>
  [...heard.values()].map(({ n, person }) =>
    h(
      "button",
      { type: "button", class: "chip", "data-testid": `heard-${person.id}`, onclick: () => visit(person.id) },
      avatar(person.id, person.name),
      h("span", { dir: "auto" }, person.name),
      n > 1 ? h("b", {}, String(n)) : null,
    ),
  );

/** Somebody got a message after this call. */
export function noteHeard(state, person, count) {
  const before = state.heard.get(person.id)?.n ?? 0;
  state.heard.set(person.id, { n: before + count, person });
  state.draw();
}

// ── where the eye is ─────────────────────────────────────────────────────────────────────────

const room = () => document.getElementById("shop-body");

/** Whoever has scrolled on to something else is not pulled back when more is heard. */
function inSight(node) {
  const [its, all] = [node.getBoundingClientRect(), room().getBoundingClientRect()];
  return its.bottom > all.top && its.top < all.bottom;
}

/** Scroll until the card is seen with its answer; of one that is too tall, from the button on. */
function bring(card, actions) {
  const fits = card.offsetHeight <= room().clientHeight;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "instant" : "smooth";
  if (fits) card.scrollIntoView({ block: "nearest", behavior });
  else actions.scrollIntoView({ block: "start", behavior });
}

// ── the curl line ────────────────────────────────────────────────────────────────────────────

function curlFold(call, at, guide, state) {
  const line = curl(call, at, guide);
  const copy = h("button", { type: "button", class: "quiet small", "data-testid": "copy-call" }, icon("copy"), t("copy"));
  copy.addEventListener("click", () => copyLine(line, copy));
  const words = h("pre", { class: "curl", "data-testid": "curl", dir: "ltr" }, line);
  const fold = h("div", { class: "fold", id: `curl-${at}` }, words, copy);
  const toggle = h(
    "button",
    { type: "button", class: "bare small unfold", "data-testid": "show-curl", "aria-controls": fold.id },
    "curl",
    icon("fold"),
  );
  toggle.setAttribute("aria-label", `curl: ${either(call.title)}`);
  const draw = () => {
    fold.hidden = !state.unfolded;
    toggle.setAttribute("aria-expanded", String(state.unfolded));
  };
  toggle.addEventListener("click", () => {
    state.unfolded = !state.unfolded;
    draw();
    if (state.unfolded) fold.scrollIntoView({ block: "nearest" });
  });
  draw();
  return { toggle, fold };
}

async function copyLine(line, button) {
  if (!(await copied(line))) return;
  button.replaceChildren(icon("copy"), t("copied"));
  setTimeout(() => button.replaceChildren(icon("copy"), t("copy")), COPIED_STAYS);
}

// "Be the shop": what a shop does, ready to run, and the links it hands out.

import { callCard, freshState, noteHeard } from "./calls.js";
import { h, icon } from "./nodes.js";
import { wire } from "./wire.js";
import { either, t } from "./words.js";

let guide = null;
let hands = null;
const states = new Map(); // place in the guide → what its card keeps
let ranLast = null;

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
  const calls = (guide.calls ?? []).map((call, at) => {
    const state = stateOf(at);
    const ran = () => (ranLast = state);
    return callCard(call, at, { guide, state, hands: { ran, visit: hands.visit } });
  });
  document.getElementById("shop-body").replaceChildren(...calls, linkCard() ?? "");
}

function stateOf(at) {
  if (!states.has(at)) states.set(at, freshState());
  return states.get(at);
}

/** Somebody got a message: say so under the call that was run last. */
export const heard = (person, count) => ranLast && noteHeard(ranLast, person, count);

function linkCard() {
  if (!guide.links?.length) return null;
  const who = hands.person();
  return h(
    "article",
    { class: "call links" },
    h("h3", { class: "call-title" }, t("links")),
    h("p", { class: "hint", dir: "auto" }, who ? t("linksHint", { name: who.name }) : t("linksNobody")),
    guide.links.map((link) => linkLine(link, !who)),
  );
}

const linkLine = (link, disabled) =>
  h(
    "button",
    {
      type: "button",
      class: "linkline",
      disabled,
      "data-testid": "guide-link",
      onclick: () => hands.open(link.payload),
    },
    icon("link"),
    h("span", {}, either(link.title)),
  );

// The middle: the open person's chat, drawn so that only what changed is touched.

import { bubble } from "./bubbles.js";
import { drawFoot } from "./foot.js";
import { h, icon, initials } from "./nodes.js";
import { dayWords, languageName, t } from "./words.js";

const PAGE = 200; // messages drawn at once; more on request
const NEAR = 80; // px from the end that still count as "reading the newest"

const $ = (id) => document.getElementById(id);
let tap = null;
let shown = PAGE;
let drawn = new Map(); // key → {node, face}
let pinned = true;
let missed = 0;

export function mountChat(given) {
  tap = given;
  $("jump").addEventListener("click", () => toEnd(true));
  $("scroll").addEventListener("scroll", noticeScroll, { passive: true });
  // Pictures load and keyboards open after the drawing; whoever reads the newest stays there.
  const keep = new ResizeObserver(() => pinned && toEnd());
  keep.observe($("log"));
  keep.observe($("scroll"));
}

function noticeScroll() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroll");
  pinned = scrollHeight - scrollTop - clientHeight < NEAR;
  if (pinned) missed = 0;
  drawJump();
}

function toEnd(smooth = false) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
}

function drawJump() {
  $("jump").hidden = pinned;
  $("jump").setAttribute("aria-label", t("jump"));
  $("jump").replaceChildren(icon("down"), missed ? h("span", { class: "badge" }, String(missed)) : "");
}

/** Another person, or another language: everything anew. */
export function openChat(person, bot) {
  drawn = new Map();
  shown = PAGE;
  pinned = true;
  missed = 0;
  $("log").replaceChildren();
  $("scroll").setAttribute("aria-live", "off"); // the past is not news
  $("foot").face = null;
  drawChat(person, bot);
  requestAnimationFrame(() => {
    toEnd();
    $("scroll").setAttribute("aria-live", "polite");
  });
}

export function drawChat(person, bot) {
  drawHead(person, bot);
  drawWelcome(person, bot);
  drawLog(person, bot);
  drawFoot(person, bot, tap);
}

const nameOf = (bot) => bot?.name || bot?.first_name || bot?.username || "Bot";

export function drawHead(person, bot) {
  const name = nameOf(bot);
  $("bot-name").textContent = $("bot-name").title = name; // on a phone two lines, else one; longer names are cut there
  $("bot-avatar").textContent = initials(name);
  const typing = person.typing && !person.blocked;
  $("chat-sub").textContent = typing
    ? t("typing")
    : t("youAreNamed", { name: person.name, language: languageName(person.language) });
  $("chat-sub").classList.toggle("typing", Boolean(typing));
}

function drawWelcome(person, bot) {
  const empty = person.chat !== null && !person.chat.messages.length;
  $("welcome").hidden = !empty;
  if (!empty) return;
  const about = bot?.description || bot?.short_description;
  $("welcome").replaceChildren(
    h("span", { class: "avatar bot-avatar big", "aria-hidden": "true" }, initials(nameOf(bot))),
    h("h3", { class: "title", dir: "auto" }, nameOf(bot)),
    about ? h("p", { class: "hint" }, t("whatItDoes")) : "",
    about
      ? h("p", { class: "about", dir: "auto", lang: person.language }, about)
      : h("p", { class: "about" }, t("startHint")),
  );
}

function drawLog(person, bot) {
  const all = person.chat?.messages ?? [];
  const wanted = items(all.slice(-shown), person, bot);
  if (all.length > shown) wanted.unshift(earlier(person, bot));
  if (person.typing && !person.blocked && all.length) wanted.push(dots);
  const log = $("log");
  const held = heldFocus(log);
  const next = new Map();
  let news = 0;
  wanted.forEach(({ key, face, make, message }, at) => {
    const before = drawn.get(key);
    const node = before?.face === face ? before.node : make();
    if (!before && message) news += message.from_bot ? 1 : 0;
    if (before && before.node !== node) {
      before.node.replaceWith(node);
      node.classList.add("changed");
    }
    if (log.children[at] !== node) log.insertBefore(node, log.children[at] ?? null);
    if (!before && drawn.size && message) node.classList.add("fresh");
    next.set(key, { node, face });
  });
  while (log.children.length > wanted.length) log.lastChild.remove();
  giveFocus(held);
  const own = drawn.size && all.length && !all.at(-1).from_bot && !drawn.has(`m${all.at(-1).message_id}`);
  if (!pinned && drawn.size) missed += news;
  drawn = next;
  if (own) pinned = true;
  if (pinned) toEnd();
  drawJump();
}

function* withDays(messages) {
  let day = null;
  for (const message of messages) {
    const its = message.date ? new Date(message.date * 1000).toDateString() : day;
    if (its !== day) yield { day: its, date: message.date };
    day = its;
    yield { message };
  }
}

function items(messages, person, bot) {
  let before = null;
  return [...withDays(messages)].map(({ message, day, date }) => {
    if (!message) {
      before = null;
      const words = dayWords(date);
      return { key: `d${day}`, face: words, make: () => h("li", { class: "day" }, h("span", {}, words)) };
    }
    const follows = before && before.from_bot === message.from_bot && message.date - before.date < 300;
    before = message;
    return {
      key: `m${message.message_id}`,
      face: `${follows} ${JSON.stringify(message)}`,
      message,
      make: () => {
        const node = bubble(message, person, tapFor(bot));
        node.classList.toggle("follows", Boolean(follows));
        return node;
      },
    };
  });
}

const tapFor = (bot) => ({ ...tap, link: (url) => tap.link(url, bot) });

function earlier(person, bot) {
  const more = () => {
    const from = $("scroll").scrollHeight - $("scroll").scrollTop;
    shown += PAGE;
    pinned = false;
    drawLog(person, bot);
    $("scroll").scrollTop = $("scroll").scrollHeight - from;
  };
  return {
    key: "earlier",
    face: "",
    make: () =>
      h(
        "li",
        { class: "day" },
        h("button", { type: "button", class: "quiet small", "data-testid": "earlier", onclick: more }, t("earlier")),
      ),
  };
}

const dots = {
  key: "typing",
  face: "",
  make: () =>
    h(
      "li",
      { class: "message theirs dots", "aria-hidden": "true", "data-testid": "typing" },
      h("div", { class: "bubble" }, h("i"), h("i"), h("i")),
    ),
};

// A message edited under the keyboard's focus must not lose it: people press the next button.
function heldFocus(log) {
  const focus = document.activeElement;
  const message = log.contains(focus) ? focus.closest("[data-id]") : null;
  return message && { id: message.dataset.id, at: [...message.querySelectorAll("a, button")].indexOf(focus), focus };
}

function giveFocus(held) {
  if (!held || held.focus.isConnected) return;
  const again = $("log").querySelector(`[data-id="${held.id}"]`);
  const targets = again ? [...again.querySelectorAll("a, button")] : [];
  (targets[held.at] ?? targets[0] ?? $("scroll")).focus({ preventScroll: true });
}

/** A button shows that its press is on the way. */
export function drawPresses(person) {
  for (const node of document.querySelectorAll("#log [data-press]")) {
    if (person.pressing.has(node.dataset.press)) node.setAttribute("aria-busy", "true");
    else node.removeAttribute("aria-busy");
  }
}

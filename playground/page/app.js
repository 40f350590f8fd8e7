/* The playground's page: be several customers of a shop, and the shop itself.
 *
 * Stable hooks (data-testid) for tests and tours:
 *   bots              a choice, where the playground has several
 *   tour              what one can do here · nobody the same where nobody is open yet
 *   people            the list · person-<id> a row in it · unread the badge inside a row · new-person opens its form
 *   new-person-form   with field-first_name, field-language_code, new-person-form-go
 *   log               the messages · message-<id> one of them · inline-button a button under it · document a file in it · typing
 *   start, have-link  what an empty chat offers · welcome the bot's description
 *   composer, send    writing · commands the bot's commands (commands-menu) · suggest · reply-button the bot's reply keyboard
 *   menu              ⋮ → more-menu: menu-contact, menu-photo, menu-sticker, menu-link, menu-block, menu-unblock
 *   link-form, contact-form   with field-link / field-phone_number and …-go · unblock · back · jump · earlier
 *   toast, alert, alert-ok    the bot's answers to a press
 *   guide             "Be the shop" · call-<n> with run-call, answer, answer-status · heard, heard-<id> · guide-link
 *   show-curl         unfolds curl and copy-call in a call
 *   shop-from-list, shop-from-chat, shop-close · language-en, language-de · offline
 *   body[data-live]   set while the stream of events is open
 */

import {
  askLink,
  block,
  followLink,
  newPerson,
  openLink,
  press,
  say,
  shareContact,
  showCommands,
  showMenu,
} from "./acts.js";
import { drawChat, drawPresses, mountChat, openChat } from "./chat.js";
import * as known from "./known.js";
import { h, icon } from "./nodes.js";
import { renderPeople } from "./people.js";
import { heard, loadGuide, renderShop } from "./shop.js";
import { alertBox, toast } from "./windows.js";
import { chosenBot, listen, wire } from "./wire.js";
import { pageLanguage, speak, t } from "./words.js";

const TYPING_LASTS = 5500; // ms; Telegram shows an action for about five seconds
const BOT_AWAITED = 500; // ms between two looks for the first bot
const READ_AHEAD = 60; // chats read at the start; with more people the rest is read when something happens

const { people, open, botFor } = known;
const $ = (id) => document.getElementById(id);
const all = (selector) => document.querySelectorAll(selector);
const isWide = () => matchMedia("(min-width: 721px)").matches;

// ── drawing ──────────────────────────────────────────────────────────────────────────────────

let peopleWait = 0;
let looked = false; // whether it is known who is here; nobody is told "no bot yet" before

/** Soon, and once for all that happens until then: an announcement reaches a thousand people in a second. */
function drawPeople() {
  peopleWait ||= setTimeout(drawPeopleNow, 16);
}

function drawPeopleNow() {
  peopleWait = 0;
  renderPeople([...people.values()], open()?.id, visit);
  if (looked && !open()) drawNobody();
  const unread = [...people.values()].reduce((sum, person) => sum + person.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}Nachschub · ${t("tagline")}`;
}

function drawNobody() {
  document.body.toggleAttribute("data-empty", !people.size);
  const which = people.size ? "nobody" : known.anyBot() ? "noPeople" : "noBot";
  $("nobody").replaceChildren(
    h("span", { class: "nobody-sign" }, icon("chat")),
    h("h2", { class: "title" }, t(`${which}Title`)),
    h("p", { class: "hint" }, t(`${which}Text`)),
    which === "noBot" ? h("code", { class: "origin" }, location.origin) : "",
  );
}

const drawOpen = () => open() && drawChat(open(), botFor(open()));

function drawWords() {
  document.documentElement.lang = pageLanguage();
  for (const node of all("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of all("[data-tl]")) {
    node.setAttribute("aria-label", t(node.dataset.tl));
    if (node.matches("button")) node.title = t(node.dataset.tl);
  }
  for (const node of all("[data-language]")) {
    node.setAttribute("aria-pressed", String(node.dataset.language === pageLanguage()));
  }
  $("new-person").replaceChildren(icon("plus"), t("newPerson"));
  for (const node of all("[data-shop]:not(.round)")) node.replaceChildren(icon("shop"), t("beTheShop"));
  drawPeople();
  renderShop();
  if (open()) openChat(open(), botFor(open()));
}

/** A chat was read. A short answer to a press passes by, an alert waits for OK. */
function heed(person, { news, said }) {
  if (news.length) heard(person, news.length);
  drawPeople();
  if (!known.isOpen(person)) {
    if (news.length) $("news").textContent = t("newsFor", { name: person.name });
    return;
  }
  drawOpen();
  drawPresses(person);
  for (const { text, alert } of said.filter((answer) => answer.text)) {
    if (alert) alertBox(text, person.language);
    else toast(text, { lang: person.language });
  }
}

// ── going somewhere ──────────────────────────────────────────────────────────────────────────

let listBehind = false; // whether the list is one step back in the browser's history

function visit(id) {
  showShop(false);
  if (location.hash === `#${id}`) arrive();
  else if (open()) location.replace(`#${id}`);
  else {
    listBehind = true;
    location.hash = String(id);
  }
}

function toList() {
  if (listBehind) history.back();
  else location.hash = "";
}

/** The address tells who is open, so that a phone's back gesture leads to the list. */
async function arrive() {
  const person = known.turnTo(Number(location.hash.slice(1)));
  document.body.dataset.view = person ? "chat" : "list";
  $("chat").hidden = !person;
  $("nobody").hidden = Boolean(person);
  if (person) {
    openChat(person, botFor(person));
    known.countUnread(person);
  } else {
    listBehind = false;
  }
  drawPeople();
  renderShop();
  if (!person) return;
  await Promise.all([known.readBot(person.language), known.refresh(person.id)]);
  drawOpen();
  if (isWide() && known.isOpen(person)) $("text")?.focus({ preventScroll: true });
}

function showShop(shown) {
  document.body.toggleAttribute("data-shop-open", shown);
  $("veil").hidden = !shown;
  const covered = shown && getComputedStyle($("shop")).position === "fixed";
  for (const node of all("nav.people, main")) node.inert = covered;
  if (shown) $("shop-body").focus({ preventScroll: true });
}

// ── what happens ─────────────────────────────────────────────────────────────────────────────

/** An event says that something changed for a person; the chat itself is read again, so none can be missed. */
async function happened({ person: id, type }) {
  if (type === "reset") return catchUp();
  if (type === "bot") return known.readBots(pageLanguage()).then(drawOpen);
  if (id === undefined) return undefined; // a group's event
  if (type === "typing") return typing(people.get(id));
  if (type === "person" || type === "block" || !people.has(id)) await known.readPeople().catch(() => {});
  await known.refresh(id);
  return drawPeople();
}

function typing(person) {
  if (!person) return;
  const since = Date.now();
  person.typing = since;
  drawOpen();
  setTimeout(() => {
    if (person.typing === since) person.typing = 0;
    drawOpen();
  }, TYPING_LASTS);
}

/** Whatever happened while nobody listened. */
async function catchUp() {
  try {
    await Promise.all([known.readPeople(), loadGuide()]);
  } catch {
    return; // the stream will open again, and then this runs again
  }
  await Promise.all([...people.keys()].slice(0, READ_AHEAD).map(known.refresh));
  drawPeople();
}

function offline(is) {
  $("offline").hidden = !is;
  document.body.toggleAttribute("data-live", !is);
}

// ── the start ────────────────────────────────────────────────────────────────────────────────

function mount() {
  mountChat({
    say,
    press,
    askLink,
    link: followLink,
    command: (text) => say(text),
    start: () => openLink(""),
    contact: shareContact,
    unblock: () => block(false),
    commands: (event) => showCommands(event.currentTarget),
  });
  const signs = { back: "back", menu: "more", "shop-close": "close" };
  for (const [id, sign] of Object.entries(signs)) $(id).replaceChildren(icon(sign));
  for (const node of all("[data-shop].round")) node.replaceChildren(icon("shop"));
  known.watch(heed);
  matchMedia("(min-width: 1121px)").addEventListener("change", () => showShop(false));
  addEventListener("hashchange", arrive);
  addEventListener("keydown", (event) => event.key === "Escape" && showShop(false));
  document.addEventListener("visibilitychange", () => {
    if (open()) known.countUnread(open());
    drawPeople();
  });
  const clicks = (nodes, act) => nodes.forEach((node) => node.addEventListener("click", () => act(node)));
  clicks([$("back")], toList);
  clicks([$("menu")], showMenu);
  clicks([$("new-person")], async () => {
    const id = await newPerson();
    if (id !== null) visit(id);
  });
  $("bots").addEventListener("change", () => location.assign(`?bot=${encodeURIComponent($("bots").value)}`));
  clicks([$("shop-close"), $("veil")], () => showShop(false));
  clicks(all("[data-shop]"), () => showShop(true));
  clicks(all("[data-language]"), (node) => {
    speak(node.dataset.language);
    drawWords();
  });
}

/** Resolves once there is a bot to talk to. Of several, the address says which; the first one without it. */
async function aBot() {
  const { items } = await wire.bots().catch(() => ({ items: [] }));
  if (!items.length) {
    looked = true;
    drawPeople();
    await new Promise((done) => setTimeout(done, BOT_AWAITED));
    return aBot();
  }
  const usernames = items.map(({ username }) => username);
  const chosen = chosenBot() ?? usernames[0];
  $("which").hidden = usernames.length < 2;
  $("bots").replaceChildren(
    ...usernames.map((name) => h("option", { value: name, selected: name === chosen }, `@${name}`)),
  );
  if (usernames.length > 1 && !chosenBot()) location.search = `?bot=${encodeURIComponent(chosen)}`;
}

async function begin() {
  mount();
  drawWords();
  await aBot();
  await Promise.all([
    known.readPeople().catch(() => offline(true)),
    known.readBot(pageLanguage()),
    loadGuide({ person: open, visit, open: openLink }),
  ]);
  looked = true;
  const first = [...people.keys()][0];
  if (!location.hash && isWide() && first) history.replaceState(null, "", `#${first}`);
  await arrive();
  listen({
    happened,
    lost: () => offline(true),
    opened: () => {
      offline(false);
      catchUp();
    },
  });
}

begin();

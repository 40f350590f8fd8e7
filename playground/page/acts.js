// What a person does: write, press, follow a link, share a number, block. A refusal is told kindly.

import { drawChat, drawPresses } from "./chat.js";
import { botFor, open, payloadIn, readPeople, refresh, startPress } from "./known.js";
import { askFor, menu, toast } from "./windows.js";
import { Refused, wire } from "./wire.js";
import { languageName, pageLanguage, t } from "./words.js";

const PRESS_LASTS = 10_000; // ms; a bot that never answers must not spin for ever

/** Do it, then look; answers whether it worked. */
async function attempt(person, act) {
  try {
    await act();
    return true;
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    toast(t("couldNot", { why: problem.words ?? t("noAnswer") }), { kind: "problem" });
    return false;
  } finally {
    if (person) await refresh(person.id);
  }
}

/** Text, or a link to the bot, which opens it; `giveBack` is called when it did not arrive. */
export async function say(text, giveBack = () => {}) {
  const payload = payloadIn(text);
  const { id } = open();
  const act = payload === null ? () => wire.say(id, text) : () => wire.open(id, payload);
  if (!(await attempt(open(), act))) giveBack();
}

/** Two quick taps are two presses, as in Telegram. */
export async function press(message, data) {
  const person = open();
  const end = startPress(person, message.message_id, data);
  const settle = () => end() && drawPresses(person);
  drawPresses(person);
  setTimeout(settle, PRESS_LASTS);
  if (!(await attempt(person, () => wire.press(person.id, message.message_id, data)))) settle();
}

export const openLink = (payload) => attempt(open(), () => wire.open(open().id, payload));

/** Whether the link was one to this bot, and was followed here. */
export function followLink(url) {
  const payload = payloadIn(url);
  if (payload !== null) openLink(payload);
  return payload !== null;
}

export async function askLink() {
  const username = botFor(open())?.username ?? "bot";
  const said = await askFor({
    title: t("openLink").replace(" …", ""),
    hint: t("openLinkHint", { example: `https://t.me/${username}?start=…` }),
    action: t("open"),
    testid: "link-form",
    fields: [{ label: t("link"), name: "link", dir: "ltr", inputmode: "url", spellcheck: "false" }],
  });
  if (!said) return;
  const bare = /^[\w-]{1,64}$/.test(said.link.trim()) ? said.link.trim() : null;
  const payload = payloadIn(said.link) ?? bare;
  if (payload === null) toast(t("badLink"), { kind: "problem" });
  else await openLink(payload);
}

export async function shareContact() {
  const person = open();
  const number = person.phone ?? `+49170555${String(person.id).slice(-4).padStart(4, "0")}`;
  const said = await askFor({
    title: t("contact"),
    hint: t("contactHint"),
    action: t("share"),
    testid: "contact-form",
    fields: [{ label: t("phone"), name: "phone_number", type: "tel", dir: "ltr", value: number }],
  });
  if (!said) return;
  person.phone = said.phone_number.trim();
  await attempt(person, () => wire.contact(person.id, person.phone));
}

/** Resolves to the new person's id, or null. */
export async function newPerson() {
  const choices = ["en", "de", "fr", "tr", "uk", "ar"].map((code) => [code, languageName(code)]);
  const said = await askFor({
    title: t("newPerson"),
    hint: t("newPersonHint"),
    action: t("create"),
    testid: "new-person-form",
    fields: [
      { label: t("firstName"), name: "first_name", maxlength: "64", dir: "auto", placeholder: t("firstNameExample") },
      { label: t("theirLanguage"), name: "language_code", choices, value: pageLanguage() },
    ],
  });
  if (!said?.first_name.trim()) return null;
  let made = null;
  await attempt(null, async () => {
    made = await wire.newPerson(said.first_name.trim(), said.language_code);
    await readPeople();
  });
  return made?.id ?? null;
}

export async function block(blocked) {
  const person = open();
  await attempt(person, async () => {
    await (blocked ? wire.block(person.id) : wire.unblock(person.id));
    person.blocked = blocked;
  });
  drawChat(person, botFor(person));
}

export function showMenu(anchor) {
  const person = open();
  const doing = (what) => () => attempt(person, () => what(person.id));
  const items = [
    { words: t("contact"), sign: "contact", act: shareContact, hook: "menu-contact" },
    { words: t("photo"), sign: "photo", act: doing(wire.photo), hook: "menu-photo" },
    { words: t("sticker"), sign: "sticker", act: doing(wire.sticker), hook: "menu-sticker" },
    { words: t("openLink"), sign: "link", act: askLink, hook: "menu-link" },
    { words: t("block"), sign: "block", act: () => block(true), hook: "menu-block", danger: true },
  ];
  const unblock = { words: t("unblock"), sign: "block", act: () => block(false), hook: "menu-unblock" };
  menu(anchor, person.blocked ? [unblock] : items, "more-menu");
}

export function showCommands(anchor) {
  const commands = botFor(open())?.commands ?? [];
  const items = commands.map(({ command, description }) => ({
    words: `/${command}`,
    note: description,
    act: () => say(`/${command}`),
    hook: `command-${command}`,
  }));
  menu(anchor, items, "commands-menu");
}

// What the page knows: the people, their chats, what was read, what the bot says of itself. No drawing here.

import { Refused, wire } from "./wire.js";

const SEEN = `nachschub.page.seen.${new URLSearchParams(location.search).get("bot") ?? ""}`;

export const people = new Map();
const bots = new Map(); // language → name, description, commands
const seen = keptSeen();
let openId = null;
let changed = () => {};

export const open = () => people.get(openId) ?? null;
export const isOpen = (person) => person.id === openId;
export const botFor = (person) => bots.get(person?.language) ?? null;
export const anyBot = () => [...bots.values()][0] ?? null;

export function turnTo(id) {
  openId = people.has(id) ? id : null;
  return open();
}

/** `heed(person, {news, said})` hears of every chat that was read: new messages of the bot, new answers to presses. */
export const watch = (heed) => (changed = heed);

function keptSeen() {
  try {
    return JSON.parse(localStorage.getItem(SEEN)) ?? {};
  } catch {
    return {};
  }
}

function keepSeen(person) {
  seen[person.id] = person.chat?.messages.at(-1)?.message_id ?? 0;
  try {
    localStorage.setItem(SEEN, JSON.stringify(seen));
  } catch {
    // without storage the badges start anew with the page
  }
}

const stranger = (id) => ({ id, chat: null, answers: 0, unread: 0, pressing: new Map(), typing: 0, last: null });

function personFrom(item) {
  const person = people.get(item.id) ?? stranger(item.id);
  person.name = item.first_name ?? String(item.id);
  person.language = item.language_code || "en";
  person.blocked = Boolean(item.blocked);
  person.started = Boolean(item.started);
  person.last ??= item.last_message ?? null;
  return person;
}

export async function readPeople() {
  const { items } = await wire.people();
  const present = new Set(items.map(({ id }) => id));
  for (const id of people.keys()) if (!present.has(id)) people.delete(id);
  for (const item of items) people.set(item.id, personFrom(item));
}

export async function readBot(language) {
  const bot = await wire.bot(language).catch(() => null);
  if (bot?.username) bots.set(language, bot);
}

export const readBots = (language) => Promise.all([...new Set([...bots.keys(), language])].map(readBot));

/** Read a person's chat; calls that come meanwhile are answered by one more reading. */
export function refresh(id) {
  const person = people.get(id);
  if (!person) return Promise.resolve();
  person.stale = true;
  person.reading ??= readChat(person).finally(() => (person.reading = null));
  return person.reading;
}

async function readChat(person) {
  while (person.stale) {
    person.stale = false;
    try {
      absorb(person, await wire.chat(person.id));
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
    }
  }
}

function absorb(person, chat) {
  const first = person.chat === null;
  const before = new Set(person.chat?.messages.map(({ message_id }) => message_id));
  const isNews = (message) => message.from_bot && !before.has(message.message_id);
  const news = first ? [] : chat.messages.filter(isNews);
  const answers = chat.answers ?? [];
  const said = first ? [] : answers.slice(person.answers);
  settlePresses(person, chat, said);
  person.chat = chat;
  person.blocked = chat.blocked ?? person.blocked;
  person.started = chat.started ?? person.started;
  person.answers = answers.length;
  person.last = chat.messages.at(-1) ?? null;
  if (news.length) person.typing = 0;
  countUnread(person);
  changed(person, { news, said });
}

/** A press is over when the bot answered it or changed its message. */
function settlePresses(person, chat, said) {
  const faces = (messages) => new Map(messages.map((message) => [message.message_id, JSON.stringify(message)]));
  const before = faces(person.chat?.messages ?? []);
  const now = faces(chat.messages);
  for (const [key, { id }] of person.pressing) {
    const answered = said.some((answer) => (answer.message_id ?? id) === id);
    if (answered || before.get(id) !== now.get(id)) person.pressing.delete(key);
  }
}

export const pressKey = (messageId, data) => `${messageId} ${data}`;

/** Note a press; answers what ends it when nothing else did. */
export function startPress(person, messageId, data) {
  const key = pressKey(messageId, data);
  const since = (person.pressing.get(key)?.since ?? 0) + 1;
  person.pressing.set(key, { since, id: messageId });
  return () => person.pressing.get(key)?.since === since && person.pressing.delete(key);
}

export function countUnread(person) {
  const messages = person.chat?.messages ?? [];
  if (isOpen(person) && !document.hidden) keepSeen(person);
  const newest = messages.at(-1)?.message_id ?? 0;
  if ((seen[person.id] ?? 0) > newest) seen[person.id] = 0; // the playground began anew
  const read = seen[person.id] ?? 0;
  person.unread = messages.filter((message) => message.from_bot && message.message_id > read).length;
}

/** The start payload of a link to the open person's bot; "" without one, null for any other text. */
export function payloadIn(text) {
  const web = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\/?(?:\?start=([\w-]{0,64}))?$/i;
  const app = /^tg:\/\/resolve\?domain=(\w+)(?:&start=([\w-]{0,64}))?$/i;
  const found = text.trim().match(web) ?? text.trim().match(app);
  const username = botFor(open())?.username;
  return found && username && found[1].toLowerCase() === username.toLowerCase() ? (found[2] ?? "") : null;
}

// One message as a list item: text, picture, file, and the buttons under it.

import { pressKey } from "./known.js";
import { h, icon } from "./nodes.js";
import { rich } from "./rich.js";
import { wire } from "./wire.js";
import { clock, moment, t } from "./words.js";

/** `tap`: link(url) → handled here?, command(text), press(message, data, button). */
export function bubble(message, person, tap) {
  const side = message.from_bot ? "theirs" : "mine";
  const lang = person.language;
  return h(
    "li",
    { class: `message ${side}`, "data-testid": `message-${message.message_id}`, "data-id": message.message_id },
    h("div", { class: "bubble" }, picture(message), pictured(message), file(message), card(message), words(message, lang, tap)),
    keys(message, person, tap),
  );
}

// Behind a link's /start stands what only the bot needs, at times a secret for one use: Telegram shows the command alone.
const STARTED = /^(\/start(?:@\w+)?) [\w-]{1,64}$/;

/** What the chat shows of a message's text. */
const shownText = ({ text, from_bot }) => (from_bot ? text : text?.replace(STARTED, "$1"));

/** A line of text for the list of people. */
export function preview(message) {
  if (!message) return "";
  const text = (shownText(message) ?? "").replace(/\s+/g, " ").trim();
  if (text) return text;
  if (message.document) return message.document.file_name ?? t("file");
  if (message.photo) return t("attachment");
  if (message.contact) return message.contact.phone_number;
  return message.sticker ? t("stickerShown") : "…";
}

function words(message, lang, tap) {
  const text = shownText(message);
  const shown = text ? h("span", { class: "text" }, rich(text, message.entities, tap)) : null;
  return h("div", { class: "words", dir: "auto", lang }, shown, meta(message));
}

function meta({ date, edit_date: changed }) {
  if (!date) return null;
  const time = h(
    "time",
    { datetime: new Date(date * 1000).toISOString(), title: moment(changed ?? date) },
    clock(date),
  );
  return h("span", { class: "meta" }, changed ? h("span", { class: "edited" }, t("edited")) : null, time);
}

function picture({ photo }) {
  if (!photo) return null;
  const largest = Array.isArray(photo) ? photo.at(-1) : photo;
  const id = largest?.file_id ?? (typeof largest === "string" ? largest : null);
  if (!id) return h("div", { class: "card" }, icon("photo"), t("attachment"));
  const img = h("img", { class: "photo", src: largest.url ?? wire.file(id), alt: t("attachment") });
  img.addEventListener("error", () => img.replaceWith(h("div", { class: "card" }, icon("photo"), t("attachment"))));
  return img;
}

// What Telegram would fetch and show is mostly elsewhere, and this page loads nothing from elsewhere.
function pictured({ link_preview: preview }) {
  if (!preview?.url || preview.is_disabled || !/^https?:/i.test(preview.url)) return null;
  const { host, origin } = new URL(preview.url);
  if (origin === location.origin)
    return h("img", { class: "photo", src: safe(preview.url), alt: t("attachment"), "data-testid": "picture" });
  return h(
    "a",
    { class: "card", href: safe(preview.url), target: "_blank", rel: "noopener noreferrer", "data-testid": "picture" },
    icon("photo"),
    h("span", { class: "card-words", dir: "ltr" }, host),
  );
}

function file({ document: doc }) {
  if (!doc) return null;
  const name = doc.file_name ?? t("file");
  return h(
    "a",
    {
      class: "card file",
      href: doc.url ?? wire.file(doc.file_id),
      download: name,
      "data-testid": "document",
      "aria-label": `${t("download")}: ${name}`,
    },
    h("span", { class: "card-icon" }, icon("file")),
    h(
      "span",
      { class: "card-words" },
      h("span", { class: "card-name", dir: "auto" }, name),
      h("small", {}, fileSize(doc.file_size) ?? t("download")),
    ),
  );
}

function fileSize(bytes) {
  if (!bytes) return null;
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} kB`;
}

function card({ contact, sticker, text, photo, document: doc }) {
  if (contact) return h("div", { class: "card" }, icon("contact"), h("span", { dir: "ltr" }, contact.phone_number));
  if (sticker) return h("div", { class: "card" }, icon("sticker"), t("stickerShown"));
  return text || photo || doc ? null : h("div", { class: "card" }, "…");
}

function keys(message, person, tap) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row) =>
    h(
      "div",
      { class: "key-row" },
      row.map((button) => key(button, message, person, tap)),
    ),
  );
  return h("div", { class: "keys", lang: person.language }, rows);
}

function key(button, message, person, tap) {
  const hook = { class: "key", dir: "auto", "data-testid": "inline-button" };
  if (button.url) {
    const onclick = (event) => tap.link(button.url) && event.preventDefault();
    return h(
      "a",
      { ...hook, href: safe(button.url), target: "_blank", rel: "noopener noreferrer", onclick },
      keyWords(button.text),
      icon("out"),
    );
  }
  const busy = person.pressing.has(pressKey(message.message_id, button.data)) ? "true" : null;
  const onclick = () => tap.press(message, button.data);
  return h(
    "button",
    { ...hook, type: "button", "data-press": pressKey(message.message_id, button.data), "aria-busy": busy, onclick },
    keyWords(button.text),
  );
}

const keyWords = (text) => h("span", { class: "key-words" }, text);

const safe = (url) => (/^(https?|tg):/i.test(url) ? url : null);

// Below the chat: START, the composer with what the bot suggests, or "blocked".

import { h, icon } from "./nodes.js";
import { t } from "./words.js";

const $ = (id) => document.getElementById(id);
const drafts = new Map();
let tap = null;

export function drawFoot(person, bot, given) {
  tap = given;
  const state = person.blocked ? "blocked" : person.chat?.messages.length || person.chat?.started ? "write" : "start";
  const keyboard = state === "write" ? replyKeyboard(person.chat) : null;
  const face = JSON.stringify([person.id, state, keyboard, bot?.commands?.length ?? 0]);
  const foot = $("foot");
  if (foot.face === face) return;
  const focused = foot.contains(document.activeElement) && document.activeElement.id === "text";
  foot.face = face;
  foot.dataset.state = state;
  foot.replaceChildren(
    ...{ blocked: blockedFoot, write: () => writeFoot(person, bot, keyboard), start: startFoot }[state](),
  );
  if (focused) $("text")?.focus();
}

const blockedFoot = () => [
  h("p", { class: "hint" }, t("blocked")),
  h("button", { type: "button", class: "solid wide", "data-testid": "unblock", onclick: tap.unblock }, t("unblock")),
];

const startFoot = () => [
  h("button", { type: "button", class: "solid wide start", "data-testid": "start", onclick: tap.start }, t("start")),
  h("button", { type: "button", class: "bare", "data-testid": "have-link", onclick: tap.askLink }, t("haveLink")),
];

function writeFoot(person, bot, keyboard) {
  const text = h("textarea", {
    id: "text",
    rows: "1",
    maxlength: "4096",
    dir: "auto",
    placeholder: keyboard?.placeholder || t("write"),
    "aria-label": t("write"),
    enterkeyhint: "send",
    autocomplete: "off",
    "data-testid": "composer",
    value: drafts.get(person.id) ?? "",
  });
  const suggest = h("div", { class: "suggest", "data-testid": "suggest", hidden: true });
  const send = () => {
    const words = text.value.trim();
    if (!words) return;
    text.value = "";
    grew();
    tap.say(words, () => (text.value ||= words) && grew());
  };
  const grew = () => {
    drafts.set(person.id, text.value);
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
    form.classList.toggle("has-text", Boolean(text.value.trim()));
    drawSuggestions(suggest, text, bot);
  };
  text.addEventListener("input", grew);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  const form = h(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), send(), text.focus()) },
    bot?.commands?.length
      ? h(
          "button",
          {
            type: "button",
            class: "round",
            "data-testid": "commands",
            "aria-haspopup": "menu",
            "aria-label": t("commands"),
            title: t("commands"),
            onclick: tap.commands,
          },
          icon("commands"),
        )
      : null,
    text,
    h(
      "button",
      { type: "submit", class: "round send", "data-testid": "send", "aria-label": t("send"), title: t("send") },
      icon("send"),
    ),
  );
  requestAnimationFrame(grew);
  return [suggest, form, keyboard ? keyboardGrid(keyboard) : ""];
}

function drawSuggestions(box, text, bot) {
  const typed = text.value.toLowerCase();
  const found = /^\/\w*$/.test(typed)
    ? (bot?.commands ?? []).filter(({ command }) => `/${command}`.startsWith(typed))
    : [];
  box.hidden = !found.length;
  const pick = (command) => {
    text.value = "";
    text.dispatchEvent(new Event("input"));
    tap.say(`/${command}`);
    text.focus();
  };
  box.replaceChildren(
    ...found.map(({ command, description }) =>
      h(
        "button",
        { type: "button", onclick: () => pick(command) },
        h("b", {}, `/${command}`),
        h("span", { dir: "auto" }, description),
      ),
    ),
  );
}

/** The reply keyboard that is shown now: Telegram's own shape, an array of rows, or null. */
function replyKeyboard({ messages, keyboard }) {
  const rows = Array.isArray(keyboard) ? keyboard : keyboard?.keyboard;
  if (!rows?.length) return null;
  const at = messages.findLastIndex((message) => message.from_bot && message.reply_keyboard);
  const used = keyboard.one_time_keyboard && messages.slice(at + 1).some((message) => !message.from_bot);
  return used ? null : { rows, placeholder: keyboard.input_field_placeholder ?? "" };
}

function keyboardGrid({ rows }) {
  const key = (button) => {
    const { text, request_contact: asks } = typeof button === "string" ? { text: button } : button;
    return h(
      "button",
      {
        type: "button",
        class: "key",
        dir: "auto",
        "data-testid": "reply-button",
        onclick: () => (asks ? tap.contact() : tap.say(text)),
      },
      h("span", { class: "key-words" }, text),
    );
  };
  return h(
    "div",
    { class: "reply", role: "group", "aria-label": t("keyboard") },
    rows.map((row) => h("div", { class: "key-row" }, row.map(key))),
  );
}

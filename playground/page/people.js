// The left column: who one can be.

import { preview } from "./bubbles.js";
import { avatar, h } from "./nodes.js";
import { languageName, shortWhen, t, unreadWords } from "./words.js";

const rows = new Map();

/** Rows keep their place and their node: nothing jumps under a finger when messages arrive. */
export function renderPeople(people, openId, pick) {
  const list = document.getElementById("people");
  for (const [id, row] of rows) {
    if (people.some((person) => person.id === id)) continue;
    row.node.remove();
    rows.delete(id);
  }
  people.forEach((person, at) => {
    const row = rows.get(person.id) ?? newRow(person, pick);
    fill(row, person, person.id === openId);
    if (list.children[at] !== row.node) list.insertBefore(row.node, list.children[at] ?? null);
  });
}

function newRow(person, pick) {
  const button = h("button", {
    type: "button",
    class: "row",
    "data-testid": `person-${person.id}`,
    onclick: () => pick(person.id),
  });
  const row = { node: h("li", {}, button), button, face: "", unread: 0 };
  rows.set(person.id, row);
  return row;
}

function fill(row, person, isOpen) {
  row.button.setAttribute("aria-current", isOpen ? "true" : "false");
  const last = person.last;
  const line = person.blocked ? t("blockedShort") : last ? preview(last) : person.started ? "" : t("notStarted");
  const when = last?.date ? shortWhen(last.date) : "";
  const face = JSON.stringify([
    person.name,
    person.language,
    line,
    when,
    person.unread,
    person.blocked,
    t("you"),
    last?.from_bot,
  ]);
  if (face === row.face) return;
  const arrived = person.unread > row.unread;
  row.face = face;
  row.unread = person.unread;
  row.button.replaceChildren(...content(person, line, when, arrived));
}

function content(person, line, when, arrived) {
  const mine = !person.blocked && person.last && !person.last.from_bot;
  const code = person.language.slice(0, 2).toUpperCase();
  return [
    avatar(person.id, person.name),
    h(
      "span",
      { class: "row-words" },
      h(
        "span",
        { class: "row-line" },
        h("span", { class: "row-name", dir: "auto" }, person.name),
        h("span", { class: "tag", title: languageName(person.language) }, code),
        h("span", { class: "row-when" }, when),
      ),
      h(
        "span",
        { class: "row-line" },
        h(
          "span",
          { class: `row-last${person.last && !person.blocked ? "" : " faint"}`, dir: "auto" },
          mine ? `${t("you")}: ${line}` : line,
        ),
        person.unread ? badge(person.unread, arrived) : null,
      ),
    ),
  ];
}

function badge(n, arrived) {
  return h(
    "span",
    { class: arrived ? "badge arrived" : "badge", "data-testid": "unread" },
    h("span", { "aria-hidden": "true" }, n > 99 ? "99+" : String(n)),
    h("span", { class: "unseen" }, unreadWords(n)),
  );
}

// What opens above the page: toasts, a bot's alert, small forms, menus.

import { h, icon } from "./nodes.js";
import { t } from "./words.js";

const TOAST_STAYS = 4500; // ms; two short sentences are read in it

export function toast(text, { lang, kind = "say" } = {}) {
  const node = h("div", { class: `toast ${kind}`, "data-testid": "toast", dir: "auto", lang }, text);
  const list = document.getElementById("toasts");
  list.append(node);
  while (list.children.length > 3) list.firstChild.remove();
  setTimeout(() => node.remove(), TOAST_STAYS);
}

/** A bot's alert: stays until OK; several wait for each other. */
let alerts = Promise.resolve();
export function alertBox(text, lang) {
  alerts = alerts.then(() => {
    const ok = h("button", { type: "submit", class: "solid", "data-testid": "alert-ok" }, t("ok"));
    const words = h("p", { class: "alert-text", dir: "auto", lang }, text);
    return show(
      h(
        "dialog",
        { class: "window", "data-testid": "alert", role: "alertdialog" },
        form(words, h("div", { class: "actions" }, ok)),
      ),
    );
  });
}

/** A small form; resolves to its values, or null when it was left. */
export async function askFor({ title, hint, fields, action, testid }) {
  const name = `title-${testid}`;
  const leave = h("button", { type: "button", class: "quiet", onclick: () => dialog.close("") }, t("cancel"));
  const go = h("button", { type: "submit", class: "solid", "data-testid": `${testid}-go` }, action);
  const body = form(
    h("h2", { class: "title", id: name }, title),
    hint ? h("p", { class: "hint" }, hint) : null,
    fields.map(field),
    h("div", { class: "actions" }, leave, go),
  );
  const dialog = h("dialog", { class: "window", "data-testid": testid, "aria-labelledby": name }, body);
  return (await show(dialog)) === "done" ? Object.fromEntries(new FormData(body)) : null;
}

function field({ label, name, choices, ...rest }) {
  const control = choices
    ? h(
        "select",
        { name, "data-testid": `field-${name}` },
        choices.map(([value, words]) => h("option", { value, selected: value === rest.value }, words)),
      )
    : h("input", { name, required: true, autocomplete: "off", "data-testid": `field-${name}`, ...rest });
  return h("label", { class: "field" }, h("span", {}, label), control);
}

function form(...children) {
  return h("form", { method: "dialog" }, children);
}

function show(dialog) {
  document.body.append(dialog);
  const inner = dialog.querySelector("form");
  inner.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close("done");
  });
  // A tap beside the window leaves it; the form fills the window, so only the backdrop is the dialog itself.
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close(""));
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue);
    });
  });
}

/** A menu at its button: arrow keys walk, Escape or a tap elsewhere closes. */
export function menu(anchor, items, testid) {
  if (anchor.getAttribute("aria-expanded") === "true") return anchor.closeMenu();
  const close = () => {
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
  };
  const outside = (event) => !box.contains(event.target) && !anchor.contains(event.target) && close();
  const choose = (act) => () => {
    close();
    anchor.focus({ preventScroll: true });
    act();
  };
  const box = h(
    "div",
    { class: "menu", role: "menu", "data-testid": testid },
    items.map(({ words, note, sign, act, hook, danger }) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: danger ? "danger" : null,
          "data-testid": hook,
          onclick: choose(act),
        },
        sign ? icon(sign) : null,
        h(
          "span",
          { class: "menu-words" },
          h("span", { class: "menu-name" }, words),
          note ? h("small", { dir: "auto" }, note) : null,
        ),
      ),
    ),
  );
  box.addEventListener("keydown", (event) => walk(event, box, () => (close(), anchor.focus())));
  document.body.append(box);
  place(box, anchor);
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  anchor.closeMenu = close;
  box.querySelector("button")?.focus({ preventScroll: true });
}

function walk(event, box, leave) {
  const all = [...box.querySelectorAll("button")];
  const here = all.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") leave();
  if (to === undefined) return;
  event.preventDefault();
  all[(to + all.length) % all.length].focus();
}

/** Below its button, or above when there is no room; never outside the window. */
function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.right - box.offsetWidth), innerWidth - box.offsetWidth - 8);
  const below = at.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.left = `${at.left < innerWidth / 2 && at.left + box.offsetWidth < innerWidth - 8 ? at.left : left}px`;
  box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - 6 - box.offsetHeight)}px`;
}

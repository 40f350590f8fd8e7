// Telegram's entities to DOM nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { h } from "./nodes.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCK = /^(pre|blockquote|expandable_blockquote)$/;
const HARMLESS = /^(https?|mailto|tel|tg):/i;
// What Telegram's server marks by itself; a playground that does not still gets links one can tap.
const FOUND = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])|(?<![\w/@.])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/gi;

/** Nodes for a text; `tap.link(url)` and `tap.command(text)` do what a tap does. */
export function rich(text, entities, tap) {
  const marks = (entities ?? [])
    .map((entity) => ({ ...entity, from: entity.offset, to: entity.offset + entity.length }))
    .filter((mark) => mark.from >= 0 && mark.from < mark.to && mark.from < text.length)
    .sort(outerFirst);
  return stretch(text, 0, text.length, marks, tap, true);
}

/** A block stands on its own line; the line break that the text has there as well would show as an empty line. */
function dropBreak(nodes) {
  if (typeof nodes.at(-1) === "string") nodes.push(nodes.pop().replace(/\n$/, ""));
}

const outerFirst = (one, other) => one.from - other.from || other.to - one.to;

function stretch(text, from, to, marks, tap, findLinks) {
  const nodes = [];
  const waiting = [...marks];
  let at = from;
  while (waiting.length) {
    const mark = waiting.shift();
    const end = Math.min(mark.to, to);
    if (mark.from > at) nodes.push(...plain(text.slice(at, mark.from), tap, findLinks));
    const inner = [];
    // Marks may overlap: what sticks out of this one goes on after it.
    while (waiting.length && waiting[0].from < end) {
      const next = waiting.shift();
      inner.push({ ...next, to: Math.min(next.to, end) });
      if (next.to > end) waiting.push({ ...next, from: end });
    }
    waiting.sort(outerFirst);
    const start = Math.max(mark.from, at);
    const mayHoldLinks = findLinks && PLAIN[mark.type] !== undefined && mark.type !== "code";
    const children = stretch(text, start, end, inner, tap, mayHoldLinks || /quote|spoiler/.test(mark.type));
    const block = BLOCK.test(mark.type);
    if (block) dropBreak(nodes);
    nodes.push(wrap(mark, text.slice(start, end), children, tap));
    at = block && text[end] === "\n" && end < to ? end + 1 : end;
  }
  if (at < to) nodes.push(...plain(text.slice(at, to), tap, findLinks));
  return nodes;
}

function wrap(mark, text, children, tap) {
  switch (mark.type) {
    case "pre":
      return h("pre", { dir: "ltr" }, h("code", {}, children));
    case "blockquote":
    case "expandable_blockquote":
      return h("blockquote", {}, children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(mark.url, children, tap);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, children, tap);
    case "email":
      return link(`mailto:${text}`, children, tap);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, children, tap);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, children, tap);
    case "bot_command":
      return command(text, tap);
    default:
      return PLAIN[mark.type] ? h(PLAIN[mark.type], {}, children) : h("span", {}, children);
  }
}

function plain(text, tap, findLinks) {
  if (!findLinks) return [text];
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(FOUND)) {
    if (found.index > at) nodes.push(text.slice(at, found.index));
    nodes.push(found[1] ? link(found[1], [found[1]], tap) : command(found[2], tap));
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

function link(url, children, tap) {
  if (!HARMLESS.test(url ?? "")) return h("span", {}, children);
  const onclick = (event) => tap.link(url) && event.preventDefault();
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick }, children);
}

const command = (text, tap) =>
  h("button", { type: "button", class: "command", onclick: () => tap.command(text) }, text);

function spoiler(children) {
  const show = (event) => event.currentTarget.classList.add("shown");
  return h("button", { type: "button", class: "spoiler", onclick: show }, h("span", {}, children));
}

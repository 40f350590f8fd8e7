// A call of the guide on its way to the API: as a curl line that works when pasted, and sent by the page itself.

import { h } from "./nodes.js";
import { toast } from "./windows.js";
import { t } from "./words.js";

const methodOf = (call) => (call.method ?? "GET").toUpperCase();

// The page and the API usually share one origin; "localhost" and "127.0.0.1" are then the same place.
function origin(guide) {
  const here = new URL(location.origin);
  const api = new URL(guide.api || here.origin, here);
  return api.port === here.port && api.protocol === here.protocol ? here.origin : api.origin;
}

const quoted = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

function payload({ body }) {
  if (body === undefined || body === null) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}

export function curl(call, at, guide) {
  const method = methodOf(call);
  const data = payload(call);
  const parts = [`curl -sS${method === "GET" ? "" : ` -X ${method}`}`, quoted(origin(guide) + call.path)];
  if (guide.key) parts.push(`-H ${quoted(`Authorization: Bearer ${guide.key}`)}`);
  // A new key for each paste: the same key again would only repeat the first answer.
  if (method === "POST") parts.push(`-H "Idempotency-Key: $(date +%s)-${at}"`);
  if (data !== null) parts.push(`-H 'Content-Type: application/json'`, `--data ${quoted(data)}`);
  return parts.join(" \\\n  ");
}

/** Answers {status, ok, said}; `said` is the answer as an object, or as the text that came instead. */
export async function send(call, guide) {
  const method = methodOf(call);
  const data = payload(call);
  const headers = guide.key ? { Authorization: `Bearer ${guide.key}` } : {};
  if (method === "POST") headers["Idempotency-Key"] = randomKey();
  if (data !== null) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(origin(guide) + call.path, { method, headers, body: data ?? undefined });
    return { status: `${answer.status} ${answer.statusText}`.trim(), ok: answer.ok, said: read(await answer.text()) };
  } catch {
    return { status: t("noAnswer"), ok: false, said: "" };
  }
}

// crypto.randomUUID exists on secure origins only; a phone on the same network opens plain http.
const randomKey = () =>
  [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("-");

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** To the clipboard; whether it arrived there. */
export async function copied(line) {
  try {
    await navigator.clipboard.writeText(line);
    return true;
  } catch {
    return copiedByHand(line);
  }
}

/** The old way, for pages that are not on a secure origin. */
function copiedByHand(line) {
  const area = h("textarea", { value: line, class: "unseen" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) toast(line);
  return done;
}

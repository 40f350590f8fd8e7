// Everything that crosses the network: the person's side of the playground, its events, and the shop's calls.

const bot = new URLSearchParams(location.search).get("bot");
export const chosenBot = () => bot;

function address(path, query = {}) {
  const url = new URL(path, location.origin);
  if (bot) url.searchParams.set("bot", bot);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A refusal in the server's own words, or `null` words when nothing answered. */
export class Refused extends Error {
  constructor(words, status = 0) {
    super(words ?? "");
    this.words = words;
    this.status = status;
  }
}

async function ask(path, { body, query } = {}) {
  const options =
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(address(path, query), options);
  } catch {
    throw new Refused(null);
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok)
    throw new Refused(said?.detail ?? said?.description ?? `${answer.status} ${answer.statusText}`, answer.status);
  return said ?? {};
}

const act = (id, what, body = {}) => ask(`/playground/people/${id}/${what}`, { body });

export const wire = {
  bots: () => ask("/playground/bots"),
  people: () => ask("/playground/people"),
  newPerson: (first_name, language_code) => ask("/playground/people", { body: { first_name, language_code } }),
  chat: (id) => ask(`/playground/people/${id}/chat`),
  say: (id, text) => act(id, "say", { text }),
  press: (id, message_id, data) => act(id, "press", { message_id, data }),
  open: (id, payload) => act(id, "open", { payload }),
  contact: (id, phone_number) => act(id, "contact", { phone_number }),
  photo: (id) => act(id, "photo"),
  sticker: (id) => act(id, "sticker"),
  block: (id) => act(id, "block"),
  unblock: (id) => act(id, "unblock"),
  bot: (language) => ask("/playground/bot", { query: { language } }),
  guide: () => ask("/playground/guide"),
  file: (fileId) => address(`/playground/file/${encodeURIComponent(fileId)}`).href,
};

const FIRST_WAIT = 500; // ms; doubled after each failure
const LONGEST_WAIT = 10_000; // ms

/** One stream for all people, opened again after each loss; `opened()` may have missed something. */
export function listen({ opened, lost, happened }) {
  let wait = FIRST_WAIT;

  function connect() {
    const stream = new EventSource(address("/playground/events"));
    stream.onopen = () => {
      wait = FIRST_WAIT;
      opened();
    };
    stream.onmessage = ({ data }) => {
      try {
        happened(JSON.parse(data));
      } catch {
        // a line that is no JSON tells nothing; the next one may
      }
    };
    stream.onerror = () => {
      stream.close();
      lost();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  connect();
}

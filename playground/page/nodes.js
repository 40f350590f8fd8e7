// Building DOM without innerHTML: whatever a bot or a person writes stays text.

const ICONS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  send: "M5 12h13M12 5.500l6.500 6.500-6.500 6.500",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M5.500 12.500L12 19l6.500-6.500",
  commands: "M4 7h16M4 12h16M4 17h10",
  shop: "M4 10v9h16v-9M3 10l2-5h14l2 5zM9.500 19v-5h5v5",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  out: "M8 16L16 8M9 8h7v7",
  contact: "M12 12a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 20c.8-3.600 3.500-5.500 7-5.500s6.200 1.900 7 5.500",
  photo: "M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500v.01",
  sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9.500 10v.01M14.500 10v.01M9 13.500c1 1 2.500 1.200 3.500.8",
  link: "M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  run: "M8 5.500v13l10.500-6.500z",
  fold: "M6 9.500l6 6 6-6",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
};

/** h("button", {class: "x", onclick, "aria-label": …}, "text", node, null) */
export function h(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "hidden") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const COLOURS = 8;

/** One or two letters on a colour that stays with the person. */
export function avatar(id, name) {
  const letters = initials(name);
  return h("span", { class: `avatar colour-${Math.abs(Number(id) || 0) % COLOURS}`, "aria-hidden": "true" }, letters);
}

/** The first letters of the first and the last word. What follows a colon says what somebody does, not who they are. */
export function initials(name) {
  const full = String(name ?? "").normalize("NFC").trim();
  const called = full.split(/:\s/)[0];
  const letters = called.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u) ?? []);
  const chosen = letters.length > 1 ? [letters[0], letters.at(-1)] : [letters[0] ?? [...full][0] ?? "?"];
  return chosen.join("").toUpperCase();
}

// The page's own texts. The bot speaks the person's language; this is only what stands around the chat.

const WORDS = {
  en: {
    tagline: "Playground",
    people: "People",
    pageLanguage: "Language of this page",
    tourCustomer: "Pick a customer. Tap the buttons in their chat, or write as they would.",
    tourShop: "Then be the shop: book a delivery and see who hears about it.",
    youAre: "Be a customer",
    newPerson: "New person",
    newPersonHint: "A new customer opens the shop's bot for the first time.",
    firstName: "First name",
    firstNameExample: "for example Mia",
    theirLanguage: "Language of their Telegram",
    create: "Create",
    cancel: "Cancel",
    ok: "OK",
    back: "Back to the list",
    close: "Close",
    menu: "More",
    messages: "Messages",
    offline: "No connection. Trying again …",
    youAreNamed: "You are {name} · {language}",
    typing: "is typing …",
    start: "START",
    haveLink: "I have a link",
    whatItDoes: "What can this bot do?",
    startHint: "Tap START, as every customer does the first time.",
    write: "Write a message",
    send: "Send",
    commands: "Commands",
    noCommands: "This bot has no commands yet.",
    contact: "Share contact",
    contactHint: "Telegram vouches for this number: it is how a shop recognises its customer.",
    phone: "Phone number",
    share: "Share",
    photo: "Send a photo",
    sticker: "Send a sticker",
    openLink: "Open a link …",
    openLinkHint: "Paste a link like {example}, or only what follows start=.",
    link: "Link",
    open: "Open",
    badLink: "This is not a link to this bot.",
    block: "Block the bot",
    unblock: "Unblock",
    blocked: "The bot is blocked and cannot write here.",
    blockedShort: "bot blocked",
    notStarted: "not started yet",
    edited: "edited",
    you: "You",
    jump: "To the newest message",
    earlier: "Show earlier messages",
    today: "Today",
    yesterday: "Yesterday",
    attachment: "Photo",
    stickerShown: "Sticker",
    file: "File",
    download: "Download",
    unreadOne: "{n} unread message",
    unreadMany: "{n} unread messages",
    newsFor: "New message for {name}",
    couldNot: "That did not work: {why}",
    noAnswer: "the server did not answer",
    nobodyTitle: "Pick a person",
    nobodyText: "You write as this person, and the bot answers.",
    noPeopleTitle: "Nobody is here yet",
    noPeopleText: "Create a person and chat with the bot as they would.",
    noBotTitle: "No bot is connected yet",
    noBotText: "Start a bot with this address as its Bot API server:",
    whichBot: "Bot",
    beTheShop: "Be the shop",
    shopIntro: "Run something and see who hears about it.",
    links: "Links the shop hands out",
    linksHint: "They open in the chat of {name}.",
    linksNobody: "Pick a person first; they open in that person's chat.",
    copy: "Copy",
    copied: "Copied",
    run: "Run",
    running: "Running …",
    heard: "Heard about it:",
    answerOf: "Answer",
    keyboard: "Suggested answers",
  },
  de: {
    tagline: "Spielwiese",
    people: "Personen",
    pageLanguage: "Sprache dieser Seite",
    tourCustomer: "Eine Person wählen. In ihrem Chat die Knöpfe antippen oder schreiben, wie sie es täte.",
    tourShop: "Dann der Shop sein: eine Lieferung buchen und sehen, wer davon erfährt.",
    youAre: "Kundin oder Kunde sein",
    newPerson: "Neue Person",
    newPersonHint: "Jemand öffnet den Bot des Shops zum ersten Mal.",
    firstName: "Vorname",
    firstNameExample: "zum Beispiel Mia",
    theirLanguage: "Sprache im Telegram dieser Person",
    create: "Anlegen",
    cancel: "Abbrechen",
    ok: "OK",
    back: "Zurück zur Liste",
    close: "Schließen",
    menu: "Mehr",
    messages: "Nachrichten",
    offline: "Keine Verbindung. Neuer Versuch läuft …",
    youAreNamed: "Als {name} · {language}",
    typing: "schreibt …",
    start: "STARTEN",
    haveLink: "Ich habe einen Link",
    whatItDoes: "Was kann dieser Bot?",
    startHint: "Auf STARTEN tippen, wie alle beim ersten Mal.",
    write: "Nachricht schreiben",
    send: "Senden",
    commands: "Befehle",
    noCommands: "Dieser Bot hat noch keine Befehle.",
    contact: "Kontakt teilen",
    contactHint: "Telegram bürgt für diese Nummer: So erkennt ein Shop, wer ihm schreibt.",
    phone: "Telefonnummer",
    share: "Teilen",
    photo: "Foto senden",
    sticker: "Sticker senden",
    openLink: "Link öffnen …",
    openLinkHint: "Einen Link wie {example} einfügen oder nur das, was auf start= folgt.",
    link: "Link",
    open: "Öffnen",
    badLink: "Das ist kein Link zu diesem Bot.",
    block: "Bot blockieren",
    unblock: "Blockierung aufheben",
    blocked: "Der Bot ist blockiert und kann hier nicht schreiben.",
    blockedShort: "Bot blockiert",
    notStarted: "noch nicht gestartet",
    edited: "bearbeitet",
    you: "Ich",
    jump: "Zur neuesten Nachricht",
    earlier: "Frühere Nachrichten zeigen",
    today: "Heute",
    yesterday: "Gestern",
    attachment: "Foto",
    stickerShown: "Sticker",
    file: "Datei",
    download: "Herunterladen",
    unreadOne: "{n} ungelesene Nachricht",
    unreadMany: "{n} ungelesene Nachrichten",
    newsFor: "Neue Nachricht für {name}",
    couldNot: "Das hat nicht geklappt: {why}",
    noAnswer: "der Server antwortet nicht",
    nobodyTitle: "Eine Person wählen",
    nobodyText: "In ihrer Rolle schreiben, der Bot antwortet.",
    noPeopleTitle: "Noch ist niemand hier",
    noPeopleText: "Eine Person anlegen und in ihrer Rolle mit dem Bot schreiben.",
    noBotTitle: "Noch ist kein Bot verbunden",
    noBotText: "Einen Bot mit dieser Adresse als Bot-API-Server starten:",
    whichBot: "Bot",
    beTheShop: "Als Shop handeln",
    shopIntro: "Ausführen und sehen, wer davon erfährt.",
    links: "Links, die der Shop verteilt",
    linksHint: "Sie öffnen sich im Chat von {name}.",
    linksNobody: "Zuerst eine Person wählen; sie öffnen sich in deren Chat.",
    copy: "Kopieren",
    copied: "Kopiert",
    run: "Ausführen",
    running: "Läuft …",
    heard: "Davon erfahren haben:",
    answerOf: "Antwort",
    keyboard: "Vorgeschlagene Antworten",
  },
};

const KEPT = "nachschub.page.language";
let language = kept() ?? (navigator.language.toLowerCase().startsWith("de") ? "de" : "en");

function kept() {
  try {
    const code = localStorage.getItem(KEPT);
    return code in WORDS ? code : null;
  } catch {
    return null; // a browser that forbids storage still gets a page
  }
}

export const pageLanguage = () => language;

export function speak(code) {
  language = code in WORDS ? code : "en";
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // see kept()
  }
}

/** The text in the page's language, `{name}` filled in. */
export function t(key, values = {}) {
  return (WORDS[language][key] ?? WORDS.en[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Words of the guide come as {en, de}; a missing language falls back. */
export const either = (text) => (typeof text === "string" ? text : (text?.[language] ?? text?.en ?? text?.de ?? ""));

export const unreadWords = (n) => t(n === 1 ? "unreadOne" : "unreadMany", { n });

export function languageName(code) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code);
  } catch {
    return code; // "xx-nonsense" is no language Intl knows, and still a person
  }
}

// The reader's own habits (24 hours or 12, day before month) where they speak the page's language.
const habits = () => navigator.languages.find((code) => code.toLowerCase().startsWith(language)) ?? language;
const instant = (seconds) => new Date(seconds * 1000);
export const clock = (seconds) => instant(seconds).toLocaleTimeString(habits(), { hour: "2-digit", minute: "2-digit" });
export const moment = (seconds) =>
  instant(seconds).toLocaleString(habits(), { dateStyle: "long", timeStyle: "medium" });

/** "Today", "Yesterday", or the date, with the year once it is another one. */
export function dayWords(seconds) {
  const day = instant(seconds);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return t("today");
  if (day.toDateString() === yesterday.toDateString()) return t("yesterday");
  const year = day.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(habits(), { weekday: "long", day: "numeric", month: "long", year });
}

/** For the list of people: the time today, else a short date. */
export function shortWhen(seconds) {
  const day = instant(seconds);
  if (day.toDateString() === new Date().toDateString()) return clock(seconds);
  return day.toLocaleDateString(habits(), { day: "numeric", month: "short" });
}

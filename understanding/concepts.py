"""Different words for one notion, so that a sentence in words never seen before is still near to those that were.

Stems are in the one spelling of `understanding/spelling.py`; a star stands for any ending.
"""

import re
from functools import lru_cache

CONCEPTS = {
    "cancel": "terminat* nullif* killen kill kippen revers* undo drop annulier* annullier* auflos* zuruckzieh* ruckganig* zuruckgenommen strike void call-it-off abort* loswerden back-out get-out nimmer raus cancel* cancl* cancell* canel* annul* revok* withdraw* rescind* scrap call-off stornier* storno* "
    "stronier* widerruf* zurucktret* rucktritt* abbestell* kundig* abblas* ruckgangig",
    "alert": "info infos verstandig* anschreib* anpingen anpingt nudge poke holler shout bimmel* lausch* aufpassen posted in-touch inform* informier* nachricht* notif heads-up schreibt-mir message-me write-me tell-me let-me know-when vormerk* vormerkung* watch-list beobacht* watch* weckt alert* notif* notific* remind* reminder* ping* benachrichtig* bescheid alarm* erinner* meldung* "
    "meldet meldest melden melde hinweis* signal* restock* wiederverfugbarkeit*",
    "unsubscribe": "turn-off switch-off stummschalt* loswerden nicht-mehr no-more entfern* streich* runter opt-out get-rid take-me unsubscrib* unsub unfollow* mute* deactivat* disabl* abmeld* abbestell* austrag* abschalt* "
    "deaktivier* ausschalt* stumm* abstell*",
    "subscribe": "register* enroll* put-me add-me sign-me trag-mich setz-mich subscrib* signup sign-up vormerk* anmeld* eintrag* abonnier* abo benachrichtigt",
    "back": "back again restock* wieder erneut nachschub nachlieferung* lieferbar verfugbar available vorratig",
    "stock": "stock instock lager* vorrat* vorratig auf-lager available availability verfugbar* lieferbar sold-out "
    "ausverkauft carry sortiment* fuhrt range",
    "when": "wieviel-wochen how-long wie-lang* by-when frist zeitraum noch-lange deadline weeks wochen days tage months monate when whens wann eta until bis date dates termin* liefertermin* lieferdatum datum estimate* dauer* long",
    "arrive": "zusteller* bote spedition* container zoll customs en-route eintrudel* trudel* anliefer* angeliefert auslieferung* ausgeliefert expedier* losgegangen lossend* versandt rausgeht rausgehen losgeht losgeschickt losschickt abgeschickt rausgeschickt raus-gegangen rausgegangen sent dispatch zustellung* transit shipment* paketdienst arriv* deliver* deliverd ship* shipped dispatch* eintreff* ankomm* ankunft komm* kommt geliefert* "
    "lieferung* liefer* verschick* versand* versendet* zugestellt unterwegs tracking* parcel* package* paket* "
    "sendung* pakage*",
    "order": "order* ordr oder-pls bestell* auftrag* auftrage purchase* kauf* backorder* ruckstand*",
    "status": "status stand update* news neues neuigkeit* neuigkeiten progress sachstand stehts stand* happening",
    "place": "queue quu line position place platz reihe schlange warteliste ahead vor-mir rank spot turn dran",
    "wait": "ausharr* harre zeitdruck ruhig hang-tight bear-with ausharr* durchhalt* abgewartet nicht-eilig wait* waiting warte* wartet abwart* gewartet geduld* patient patience hang-on gedulden",
    "keep": "aufrecht* aufrechterhalt* bestehen stehen weiterlaufen laufen-lassen untersteh* wehe blos bloss festhalt* leave-it hold-on unverandert so-lassen draufbleib* still-want want-it keep* behalt* bleib* stay* stick* lassen lasst weiterhin dabei",
    "rush": "rush hurry eil* urgent eilig dringend stress zeit-lassen take-your-time",
    "switch": "ersatzweise ausweich* gleichwertig* umentscheid* draus wurscht wurst egal umschwenk* umstieg* ausweich* variante* variant* model modell* trade ausgetauscht stattdesen insted anders plan-b switch* swap* swop* exchang* replac* chang* convert* tausch* umtausch* wechsel* umsteig* umbuch* "
    "umstell* austausch* eintausch* stattdessen instead statt anstatt anstelle substitute* ersatz* ersetz* "
    "alternativ* equivalent* similar ahnlich* vergleichbar* comparable anderes andere anderen other another "
    "different",
    "refund": "cash-back repay* zuruckbekomm* zuruck-bekomm* zuruckgezahlt ersetzt-bekommen ruckuberweis* back-pay refund* reimburs* erstatt* ruckerstatt* money-back geld geldes zuruckzahl* ruckzahl* money "
    "zuruckuberweis* gutschrift* chargeback",
    "pay": "gezahlt vorauszahl* vorausgezahlt beglichen begleich* kassiert kassier* geldeingang* raten kontoauszug* gutgeschrieben mastercard visakarte zahlungs* teilzahl* steuerbeleg* nachnahme double doppelt abgezogen money-taken kosten-abgebucht ratenzahl* installment* restbetrag balance iban vat mwst pay* paid payment* charg* debit* invoic* bill billed billing rechnung* zahl* bezahl* abgebucht* "
    "abbuch* bank* konto* paypal kreditkarte* card lastschrift* uberweis* uberwies* vorkasse anzahl* deposit* "
    "prepaid klarna receipt* beleg* quittung* mahnung* betrag* amount* uberzahlt",
    "address": "wohnhaft hausnr postbox postfach lieferanschrift* zipcode wohnung apartment floor stock-werk house postleitzahl* umziehen stadt city door tur address* adress* adres* anschrift* street strass* str plz postcode zip hausnummer* umgezogen "
    "umzug umzieh* moved moving wohne neighbour* neighbor* nachbar* nachbarin",
    "delivery": "aufbewahr* einlager* zuruckhalt* haustur garage* hausmeister* concierge reception pforte porch shed etage stockwerk umleit* redirect* reroute* postfiliale* wunschort* zusammenpack* paketbox* lieferort* expressversand combine* split* reschedul* postpone* leave-it-with nachbarin hermes dhl dpd ups gls parcel-locker zusammen together ablage* ablageort* wunschtag* liefertag* lieferweise selbst-holen pickup pick-up collect* abhol* selbstabhol* packstation* packstat* locker* parcel-shop "
    "paketshop* filiale* branch* express* courier spedition* lieferadresse* lieferart* versandart* teillieferung* "
    "zustell* deliver* wunschtermin* store laden laden-abholen",
    "human": "sachbearbeit* zustandig* abteilung* department* lebend* inhaber* owner leitung durchstell* weiterleit* weitergeb* verbinden-mit erreichbar* erreich* telefonnummer* contact kontakt* human-being live-chat rede reden sprechen-mit talk-to speak-to geschaftsfuhr* verantwortlich* leiter* servicekraft vorgesetzt* echter echten echte real assistant colleague human* person* people* mensch* mitarbeiter* mitarbeitend* kolleg* colleague* staff agent* "
    "representativ* operator* support* kundenservice kundendienst hotline* supervisor manager boss chef* "
    "customer-service advisor* berater* kundenbetreu* ansprechpartner* employee* team telefon* phone call* "
    "callback ruckruf* anruf* anruft rufe ruft zuruckruf* complain* complaint* beschwer* beschwerde* reklam* "
    "escalat* somebody someone jemand* jemanden",
    "language": "languag* langage sprach* sprech* speak* deutsch* german* english* englisch* englich* "
    "french francais espanol spanish spanisch franzosisch turkish turkisch tschechisch polish polnisch italian "
    "italienisch russian russisch arabic arabisch translat* ubersetz* duzen siezen duz* siez* formal* informal* "
    "formell* foermlich* per-du per-sie",
    "privacy": "spionier* spy mitles* mitlies* anonym* weitergegeb* weitergib* gehackt hacked datenleck* vertraulich* confidential* cookie* datenbank* database* personal personlich* data-protection datensatz* sicherheit security leak* informations* information* gdpr-request privac* datenschutz* dsgvo gdpr personal-data daten data stored speicher* gespeichert* store-about "
    "erasur* losch* geloscht* delet* eras* wip* vergess* forget* export* auskunft* encrypt* verschlussel* account* "
    "profil* einwillig* consent* third-parties dritte* weitergeb*",
    "marketing": "prospekt* massenmail* kampagne* spamm* zuspamm* vollspamm* vollzuspamm* verteiler* mailverteiler* shopnews* deals sales reklam* werbesendung* commercial* mailinglist* mailing-list special-offers sonderangebot* black-friday infobrief* zusendung* aktionsangebot* campaign* newsletter* newsleter* marketing* advert* ads ad promo* promotion* offers angebot* werbung* "
    "werbe* rundbrief* rundmail* ankundig* announcement* aktion* spam* broadcast* mailing* reklame* flyer* "
    "neuheit* catalog* katalog*",
    "discount": "ermassig* verbillig* entgegenkomm* entgegen wiedergutmach* gratis umsonst versandkostenfrei* haggl* negotiat* verhandel* verhandl* freebie* prozente preislich* preisgarantie* punkte points waive* billig* cheaper preisnachlas* off-the-price sparen save bonus* credit* preisvorschlag* feilsch* nachgeben cut rebate* loyalty treue stammkund* discount* rabatt* coupon* voucher* gutschein* code codes cheaper billiger gunstiger preisnachlass* "
    "nachlass* reduc* skonto price-match bargain* handeln deal* sale* prozent percent off sonderpreis* "
    "compensat* entschadig* kulanz* goodwill guenstiger mengenrabatt* treuerabatt*",
    "price": "price* preis* cost* kost* teuer* expensive cheap* cheapest euro euros",
    "link": "zusammenfuhr* identifizier* eintipp* eingeb* tippe type-in enter hinterlegen hook-up pair tie anknupf* anbind* freischalt* hinzufug* hinzu import* log-in login einlogg* anmelden zuweis* link* connect* verknupf* verbind* zuordn* zuordnen koppel* assign* attach* verify verifizier* "
    "register* hinzufug* hinterleg* match-my account-link identif*",
    "number": "number* nummer* nr no-number ordernumber* bestellnummer* bestellnr auftragsnummer*",
    "list": "aufzahl* auflist* eingestellt eingerichtet gesetzt list* show* zeig* liste* auflist* overview* ubersicht* which welche* what-are alle all aktiv*",
    "search": "tell-me-about beschreib* describ* carry vorhanden besitz* mass* measure* dimension* farbe* farben colours colors models search* find* such* haben hab have gibt sell* verkauf* offer* product* produkt* artikel* "
    "sortiment* auswahl recommend* empfehl* looking details info* photo* foto* bild* picture* size* grosse*",
    "greet": "hello hi hey hallo moin servus guten good-morning morning evening tag abend morgen gruss gott huhu "
    "hallihallo tach greetings",
    "thank": "thank* thx ty danke* dank merci cheers dankeschon",
    "bye": "tschau tschuss* servus pfiat* ade cheerio ciao bye goodbye tschuss* ciao wiedersehen later bis-dann bis-bald farewell",
    "praise": "spitze genial mega hervorragend ausgezeichnet brilliant excellent fantastic lovely wonderful great nice super toll* cool perfect perfekt* awesome prima klasse wow love* stark geil* funny lustig",
    "not": "not no dont doesnt didnt wont cant never without nicht kein* keine* keinen nie niemals ohne nope nein "
    "isnt arent nor nix",
    "anymore": "anymore longer mehr langer any-more",
    "want": "want* wanna would like mochte* will wollen wunsch* wish* need* brauch* hatte* gern* gerne",
    "stop": "stop* stopp* quit end enough aufhor* hort schluss beend* stp",
    "question": "how what why wie was warum wieso weshalb can could kann konnte possible moglich* geht",
    "remove": "remov* streich* entfern* take-off take-me drop* raus weg heraus",
    "faulty": "return* retour* zuruckschick* zuruckgeb* zuruckgib* zurucksend* rucksend* ruckgab* broken broke kaputt* defekt* defect* damaged "
    "beschadigt* warrant* guarantee* garantie* gewahrleist* repair* reparier* reparatur* ersatzteil* spare leak* tropft scratch* kratzer "
    "faulty torn gerissen riss abgebrochen wackelt stinkt smells scratched umtausch* send-back give-back",
    "quality": "washable waschbar* waschmaschin* spulmaschin* mikrowell* microwave dishwasher waterproof wasserdicht* material* made-of heavy "
    "schwer weigh* wieg* wiegt volt* watt* batter* akku* plug stecker manual anleitung* assembl* aufbau* zusammenbau* clean reinig* putz* "
    "wasch* wash* vegan organic induktion* induction robust stabil loud laut leise gebrauchsanweisung* size-chart grossentabelle* descale* "
    "entkalk* bluetooth kompatibel compatible pflegeleicht* fusselt lasts hergestellt pfleg*",
    "late": "late delay* overdue verspat* verzoger* verschob* verschieb* verschoben uberfallig* pushed-back postponed slipped forever ewig* "
    "uberschritten verstrichen",
    "angry": "ridiculous unacceptable frechheit* unverschamt* sauer wutend* arger* argert angry annoy* furious lacherlich katastroph* nerv* "
    "genervt saftladen unmoglich disappoint* enttausch* fed-up sick-of joke scheiss* mist shit fuck* damn verarsch*",
    "received": "received erhalten bekommen gekriegt gekommen angekommen got delivered geliefert",
    "elsewhere": "elsewhere woanders anderswo anderweitig competitor* konkurrenz* amazon zalando ebay ikea netflix spotify",
    "world": "flight* flug* fluge hotel* restaurant* calori* kalorie* timer song* lied lieder mortgage* loan* kredit* aktie* shares bitcoin* "
    "krypto* crypto doctor* arzt* arztin zahnarzt* dentist tax* steuer* insuranc* versicherung* passport* reisepass* visum election* "
    "wahlen calendar kalender meeting* tire* tyre* benzin petrol train zug bahn bus taxi uber pizza essen food eat cook* koche kochen kocht kuchen "
    "bake bread drink* meal dinner lunch breakfast mittagessen abendessen game spiel* match team-scores bundesliga netflix series serie serien book* "
    "buch bucher holiday* urlaubstage vacation* salary gehalt payday homework hausaufgabe* math* mathe school schule dog* hund hunde cat cats "
    "katze* baby god gott love liebe liebst girlfriend boyfriend freundin headache kopfweh kopfschmerz* sick krank health* gesund* "
    "iphone android wifi wlan laptop computer drucker printer windows password passwort website webseite app apple google facebook "
    "instagram youtube whatsapp celsius temperature temperatur grad rain regnet regnets snow schneit time-is uhr zeitzone timezone "
    "dollar* wahrung exchange-rate interest-rate bank-account credit-score horoskop* horoscope sternzeichen lotto* lottery traffic "
    "verkehr directions route distance spell buchstabier* meaning-of sinn bedeutung definition synonym* wikipedia whale* planet* moon "
    "mond sun sonne reminder-list shopping-list einkaufsliste to-do todo tablets pills medicine medizin gym fitness workout* yoga* "
    "weight abnehm* smoke rauch* garden pflanz* plant* recipe lyrics poem gedicht haiku limerick riddle* ratsel* python javascript code-for",
    "joke": "joke* witz* poem* gedicht* story essay song recipe* rezept* weather wetter* capital hauptstadt* "
    "president football fussball* film* movie* lyrics news translate calculat* rechne",
    "job": "vacanc* hiring ausbildung* arbeitsplatz* aushilfe* sponsor* presse* press franchise kooperation* cooperation* agentur* agency supplier* lieferant-werden reseller* wholesale* grosshandel* investor* affiliate* jobs praktikum* lebenslauf* recruit* spenden spendet donate* donation* job* career* praktik* intern apply bewerb* stelle* partnership* seo influencer*",
}
"""Concept to its stems; a concept is a feature of the classifier, not a verdict."""


def _pattern(stem: str) -> str:
    return re.escape(stem).replace(r"\*", "[a-z]*").replace(r"\-", " ?")


_SINGLE = {
    name: re.compile("|".join(_pattern(stem) for stem in stems.split() if "-" not in stem))
    for name, stems in CONCEPTS.items()
}
_PAIRS = {stem.replace("-", " "): name for name, stems in CONCEPTS.items() for stem in stems.split() if "-" in stem}


@lru_cache(maxsize=20_000)
def of_word(word: str) -> tuple[str, ...]:
    """The notions that one word may stand for."""
    return tuple(name for name, pattern in _SINGLE.items() if pattern.fullmatch(word))


def of_pair(first: str, second: str) -> str | None:
    """The notion that two neighbours stand for together."""
    return _PAIRS.get(f"{first} {second}")

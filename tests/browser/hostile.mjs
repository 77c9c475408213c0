// Articles that try to be more than text, in every field that a page shows: markup, scripts, addresses that run, characters
// that turn the line around, words as long as a page. The sentences around them are plain enough that statements, events,
// names and places are found in them, so that the strange words get into every view.

/** What each attack would set if it ran. */
export const RAN = "window.attacked=1";

const MARKUP = [
  `<script>${RAN}</script>`,
  `<img src=x onerror="${RAN}">`,
  `"><svg onload=${RAN}>`,
  `'-alert(1)-'`,
  `</title></textarea></style><b id=attacker>bold</b>`,
  `{{7*7}}\${7*7}<%= 7*7 %>`,
  `]]><!--<iframe src=javascript:${RAN}>-->`,
];
const BIDI = "\u202Egnp.exe\u202C\u2066\u200Fabc\u2069";
const UNSEEN = "zero\u200Bwidth\uFEFF\u2028line\u0007bell\u{E0041}tag";
const GIANT = "Donaudampfschiff".repeat(400);

/** A name that names somebody, with an attack in it. */
const NAMES = [
  `O'Brien "Rex" Lindqvist`, `Åse <i>Ek</i> Lind`, `Ana ${BIDI} Lind`, `Jon-Bob'; DROP TABLE events;-- Lind`, `Nils &lt;Ek&gt; &amp; Lind`,
  `Oda ${GIANT.slice(0, 600)}`, `Per <script>${RAN}</script> Ek`,
];

const tell = (name, attack) => `OSLO — Norway accused Sweden on Friday of hiding ${attack} from the observers.

Foreign Minister ${name} denied that Sweden had attacked Norway. “${attack} is all that we have,” ${name} said.

${name} told reporters that ${attack} had said that Norway would send aid to Sweden. Sweden and Norway held talks in Oslo. ${attack}

Norway imposed sanctions on Sweden because of ${attack}.`;

export const hostile = [
  ...MARKUP.map((attack, i) => ({
    id: `a${i}${attack}`,
    title: `Title ${attack} end`,
    publisher: `Press ${attack}`,
    date: `2024-0${i + 1}-12`,
    url: i % 2 ? `javascript:${RAN}` : `https://news.example/"onmouseover="${RAN}"<b>`,
    text: tell(NAMES[i], attack),
  })),
  ...[BIDI, UNSEEN, GIANT].map((attack, i) => ({
    id: `b${i}${attack.slice(0, 200)}`,
    title: `Title ${attack} end`,
    publisher: `Press ${attack}`,
    date: `2024-0${i + 1}-20`,
    url: `data:text/html,<script>${RAN}</script>`,
    text: tell(NAMES[i], attack),
  })),
  // A copy, so that the page of a story has something to compare.
  ...["one", "two"].map((number, i) => ({
    id: `c-${number}</li>`,
    title: `Copy ${number} ${MARKUP[1]}`,
    publisher: `=HYPERLINK("http://evil.example","${number}")`,
    date: "2024-09-01",
    text: `${tell("Ana Lind", MARKUP[1])}${"\n\nSweden thanked Norway. The talks will go on. Finland praised both sides for their patience.".repeat(3)}${i ? ` And ${BIDI}.` : ""}`,
  })),
];

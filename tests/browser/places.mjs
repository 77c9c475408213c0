// The views of the page, each with what the articles of `articles.jsonl` must make it show.

/** Paths under which a document, a story and a name stand are read off the page itself. */
export async function addresses(page, base) {
  const json = async (path) => (await page.request.get(new URL(path, base).href)).json();
  const { rows } = await json("/search.json?q=herring");
  const story = rows.find((row) => row.copies > 1);
  const doc = rows.find((row) => row.id === "nsw-0112") ?? rows[0];
  return { doc: `/doc/${doc.doc}`, story: `/story/${story.story}`, name: `/entity/${encodeURIComponent("Swedish Foreign Minister Tove Almgren")}` };
}

/** Name, address, what must be seen on it. */
export const views = ({ doc, story, name }) => [
  { name: "first page", path: "/", sees: ["What is on record", "Agreement on herring renewed", "21 articles"] },
  { name: "search, empty", path: "/search", sees: ["Ask for words"] },
  { name: "search", path: "/search?q=herring", sees: ["sentences found", "copies of this story", "Fjord Courier"] },
  { name: "search without a result", path: "/search?q=submarine", sees: ["Nothing was found."] },
  { name: "events", path: "/events?actor=NOR", sees: ["ACCUSE", "Norway", "Sweden"] },
  { name: "statements", path: "/statements?speaker=Almgren", sees: ["Almgren", "fish story"] },
  { name: "over time", path: "/time", sees: ["Events over time", "verbal cooperation", "The numbers"] },
  { name: "over time, statements", path: "/time?count=statements&by=month", sees: ["Statements over time", "named"] },
  { name: "who with whom", path: "/pairs", sees: ["Acts by actor and recipient", "Sweden", "Those who do most"] },
  { name: "who with whom, names", path: "/pairs?level=entity", sees: ["Norway", "Sweden"] },
  { name: "ledger, no pair", path: "/ledger", sees: ["Which two?", "Norway → Sweden"] },
  { name: "ledger", path: "/ledger?actor=NOR&recipient=SWE", sees: ["Norway → Sweden", "Sweden → Norway", "accused", "demanded"] },
  { name: "score", path: "/score?actor=NOR&recipient=SWE", sees: ["cooperation", "conflict"] },
  { name: "accounts", path: "/accounts?actor=NOR&recipient=SWE", sees: ["asserted", "denied", "disputed"] },
  { name: "map", path: "/map", sees: ["Reykjav", "town"] },
  { name: "map of a country", path: "/map?country=NOR", sees: ["the whole map", "Bergen"] },
  { name: "reader", path: doc, sees: ["Norway accuses Sweden of letting trawlers fish off Bergen", "Statements", "Events"] },
  { name: "story", path: story, sees: ["Copies", "What differs"] },
  { name: "name", path: name, sees: ["Tove Almgren", "Statements"] },
  { name: "nothing there", path: "/entity/Nobody%20At%20All", status: 404, sees: ["Nobody At All"] },
  { name: "a mistake in the address", path: "/time?from=May", status: 400, sees: ["write it as 2019-03-30"] },
];

// Keeps a page up to date while it is looked at: asks for it again when the server says that something changed, and puts
// in place what is different. Without this script a reload shows the same.
const feed = document.body.dataset.live;
const MIN_GAP_MS = 700;
const GONE = [401, 404, 503];

let asking = false;
let askAgain = false;

async function refresh() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  askAgain = false;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    // Whoever looks may not see it any more, or nobody can say.
    if (GONE.includes(answer.status)) location.reload();
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The server is away; the feed tells when it is back.
  }
  await new Promise((later) => setTimeout(later, MIN_GAP_MS));
  asking = false;
  if (askAgain) refresh();
}

/** Only parts that differ, and never one in which somebody writes or has opened something. */
function put(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (other?.isEqualNode(part) || part.contains(document.activeElement)) continue;
    if (other === null) {
      part.replaceChildren();
      continue;
    }
    keepOpen(part, other);
    part.replaceWith(other);
  }
}

function keepOpen(from, to) {
  const open = new Set([...from.querySelectorAll("details[open][id]")].map(({ id }) => id));
  for (const details of to.querySelectorAll("details[id]")) if (open.has(details.id)) details.open = true;
}

// A browser has few connections to one server for all of its tabs, so a page that nobody looks at gives its own back.
if (feed !== undefined) {
  let source = null;
  const follow = () => {
    source?.close();
    source = document.hidden ? null : new EventSource(feed);
    source?.addEventListener("changed", refresh);
  };
  follow();
  document.addEventListener("visibilitychange", () => {
    follow();
    if (!document.hidden) refresh();
  });
}

// One result, drawn from the template of the page once it is about to be seen; what it quotes comes
// from the story itself, where the line is quick.
import { describe } from "./search_index.js";
import { fromPage, mark } from "./search_excerpt.js";
import { sectionOf } from "./search_match.js";

const template = document.querySelector("[data-search-result]").content.firstElementChild;
const tasks = new WeakMap();
const seen =
  "IntersectionObserver" in window &&
  new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        tasks.get(target)();
      }
    },
  );

function whenSeen(item, task) {
  if (!seen) return void task();
  tasks.set(item, task);
  seen.observe(item);
}

function when(date) {
  const [day, clock] = date.split("T");
  // Midnight stands for an hour that nobody told.
  return day.split("-").reverse().join("/") + (clock === "00:00" ? "" : ", " + clock);
}

// {item, fill}: an item that keeps room for one result, and what loads its text; failed() is called where it cannot.
export function makeResult(hit, state, failed) {
  const item = template.cloneNode(true);
  let filling;
  const fill = () => filling || (filling = write(item, hit, state));
  item.classList.add("result--waiting");
  item.querySelector("a").removeAttribute("href");
  whenSeen(item, () => fill().catch(failed));
  return { item, fill };
}

async function write(item, hit, { find, sections, quick }) {
  const { title, address, date, section, excerpt, headings } = await describe(hit.period, hit.slot);
  const part = (name) => item.querySelector(`[data-result-${name}]`);
  const inside = address.startsWith("/");
  const headline = find(title);
  const words = find(excerpt);
  // Where the words stand together somewhere, one of them alone says nothing.
  const marked = ({ worth, ranges }) => (hit.phrase && worth < Infinity ? [] : ranges);
  const below = hit.title ? undefined : sectionOf(hit, headings);
  part("link").href = below ? address + "#" + below.anchor : address;
  mark(part("link"), title, marked(headline), true);
  if (below) mark(part("part"), below.words, find(below.words).ranges);
  part("part").parentElement.hidden = !below;
  mark(part("text"), excerpt, marked(words));
  part("text").hidden = !excerpt;
  part("section").textContent = sections[section][1];
  const time = part("date");
  if (date) Object.assign(time, { dateTime: date, textContent: when(date) });
  else time.replaceWith(inside ? "" : new URL(address).hostname);
  item.classList.remove("result--waiting");
  if (!quick() || !inside || Math.max(headline.worth, words.worth) === Infinity) return;
  part("text").hidden = false;
  part("text").classList.add("result__text--full");
  whenSeen(item, async () => {
    const quoted = await fromPage(address, find).catch(() => undefined);
    if (quoted && quoted.worth > words.worth) mark(part("text"), quoted.text, quoted.ranges);
  });
}

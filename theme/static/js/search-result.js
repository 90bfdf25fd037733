// One result, drawn from the template of the page; what it quotes comes from the story itself.
import { describe } from "./search-index.js";
import { fromPage, mark } from "./search-excerpt.js";

const template = document.querySelector("[data-search-result]").content.firstElementChild;
const tasks = new WeakMap();

// Asks for a story only when its result is about to be seen; where that is never told, for none.
const seen = window.IntersectionObserver && new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      tasks.get(target)();
    }
  },
  { rootMargin: "200px" },
);

function when(date) {
  const [day, clock] = date.split("T");
  return `${day.split("-").reverse().join("/")}, ${clock}`;
}

function picture([src, width, height, tone]) {
  const image = new Image(width, height);
  Object.assign(image, { alt: "", loading: "lazy", decoding: "async", className: `tone-${tone}` });
  image.src = src;
  return image;
}

export async function makeResult(hit, { find, sections }) {
  const [, title, address, date, section, excerpt, photo] = await describe(hit.period, hit.slot);
  const item = template.cloneNode(true);
  const part = (name) => item.querySelector(`[data-result-${name}]`);
  const headline = find(title);
  const words = find(excerpt);
  // Where the words stand together somewhere, one of them alone says nothing.
  const marked = ({ worth, ranges }) => (hit.phrase && worth < Infinity ? [] : ranges);
  part("link").href = address;
  mark(part("link"), title, marked(headline), true);
  mark(part("text"), excerpt, marked(words));
  part("text").hidden = !excerpt;
  part("section").textContent = sections[section][1];
  const time = part("date");
  if (date) Object.assign(time, { dateTime: date, textContent: when(date) });
  else if (address.startsWith("/")) time.remove();
  else time.replaceWith(new URL(address).hostname);
  if (photo) part("photo").append(picture(photo));
  else part("photo").remove();
  if (seen && address.startsWith("/") && Math.max(headline.worth, words.worth) < Infinity) {
    tasks.set(item, async () => {
      const quoted = await fromPage(address, find).catch(() => undefined);
      if (!quoted || quoted.worth <= words.worth) return;
      mark(part("text"), quoted.text, quoted.ranges);
      part("text").hidden = false;
    });
    seen.observe(item);
  }
  return item;
}

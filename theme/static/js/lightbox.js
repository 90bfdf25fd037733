// Shows the photos of a page large, one at a time. The strip snaps by CSS, so swiping is the browser's own;
// buttons and keys only scroll it.
const dialog = document.querySelector("[data-lightbox]");
const links = [...document.querySelectorAll("a[data-gallery]")];
const part = (name) => dialog.querySelector(`[data-lightbox-${name}]`);
const words = (link, name) => (link.parentElement.querySelector(`[data-${name}]`) || { textContent: "" }).textContent;
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const strip = part("strip");
const steps = [...dialog.querySelectorAll("[data-lightbox-step]")];
let current = 0;
let goal = 0;

const slides = links.map((link, index) => {
  const slide = document.createElement("div");
  slide.className = "lightbox__slide";
  link.addEventListener("click", (event) => {
    if (!dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(index);
  });
  return slide;
});
strip.append(...slides);

const count = (index) => dialog.dataset.count.replace("{n}", index + 1).replace("{total}", links.length);

function fill(index) {
  const [link, slide] = [links[index], slides[index]];
  if (!link || slide.firstChild) return;
  const [source, small] = [link.querySelector("source"), link.querySelector("img")];
  const image = new Image();
  image.alt = words(link, "caption") || count(index);
  image.sizes = `min(100vw, ${small.getAttribute("width")}px)`;
  image.srcset = source.srcset;
  image.src = link.href;
  slide.append(image);
}

function show(index) {
  current = index;
  const link = links[index];
  for (const near of [index, index + 1, index - 1]) fill(near);
  slides.forEach((slide, n) => slide.setAttribute("aria-hidden", String(n !== index)));
  part("count").textContent = count(index);
  part("caption").textContent = words(link, "caption");
  part("credit").textContent = words(link, "credit");
  const download = part("download");
  download.hidden = !link.dataset.original;
  download.href = link.dataset.original || "";
  download.download = link.dataset.name || "";
  for (const step of steps) {
    step.hidden = links.length < 2;
    step.setAttribute("aria-disabled", String(!links[index + Number(step.dataset.lightboxStep)]));
  }
}

function go(index, behavior = "smooth") {
  goal = Math.max(0, Math.min(links.length - 1, index));
  const far = Math.abs(goal - current) > 1;
  strip.scrollTo({ left: goal * strip.clientWidth, behavior: reducedMotion.matches || far ? "instant" : behavior });
}

function open(index) {
  dialog.showModal();
  go(index, "instant");
  show(index);
}

let scrollEnd;
strip.addEventListener("scroll", () => {
  clearTimeout(scrollEnd); // few browsers have the event scrollend
  scrollEnd = setTimeout(() => (goal = current), 150);
  const index = Math.round(strip.scrollLeft / strip.clientWidth);
  if (index !== current && slides[index]) show(index);
});
addEventListener("resize", () => dialog.open && go(current, "instant"));
for (const step of steps) step.addEventListener("click", () => go(goal + Number(step.dataset.lightboxStep)));
part("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target.matches(".lightbox__slide") && dialog.close());
dialog.addEventListener("close", () => links[current].focus());
dialog.addEventListener("keydown", (event) => {
  const to = { ArrowLeft: goal - 1, ArrowRight: goal + 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  go(to);
});

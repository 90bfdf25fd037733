// Puts the newest values into the block; where anything fails, what stands there stays.
for (const box of document.querySelectorAll("[data-weather]")) {
  const part = (name) => box.querySelector(name);
  const item = ([icon, ...words]) => {
    const copy = part("template").content.firstElementChild.cloneNode(true);
    const [image, ...slots] = copy.children;
    image.src = image.src.replace(/#.*/, "#" + icon);
    slots.forEach((slot, index) => (slot.textContent = words[index]));
    return copy;
  };
  fetch(box.dataset.weather)
    .then((answer) => answer.json())
    .then(({ shown, months }) => {
      const [note, rows] =
        (shown.find(([until]) => Date.now() < until) || [0, ...months[new Date().getMonth()]]).slice(1);
      const list = part("[data-weather-rows]");
      list.textContent = "";
      list.append(...rows.slice(-list.dataset.weatherRows).map(item));
      part("[data-weather-note]").textContent = note;
    })
    .catch(() => {});
}

// The page's side of the preview: reloads when the site is newer than the page, and shows
// what there is to mend. Only pages served by `make serve` carry this script.

const own = new URL(import.meta.url).searchParams.get("v");

// A root of its own keeps the looks of the site and of the panel apart.
const panel = make("preview-panel");
const style = make("link", { rel: "stylesheet", href: "/__preview/client.css" });
panel.attachShadow({ mode: "open" });

let events;
let shown;

// A browser opens few connections to one server: a tab nobody sees gives its own back,
// and learns on return whether it is out of date.
function listen() {
  events?.close();
  if (document.hidden) return;
  events = new EventSource("/__preview/events");
  events.onmessage = ({ data }) => {
    const state = JSON.parse(data);
    const version = state.pages[location.pathname] ?? state.version;
    if (version !== own) location.reload(); // the browser keeps the scroll position
    else if (state.ready) show(state.mistakes); // until then the page itself lists them
  };
}

function show(mistakes) {
  const told = JSON.stringify(mistakes);
  if (told === shown) return; // not announced again after each new connection
  shown = told;
  if (!mistakes.length || told === sessionStorage.previewDismissed) return panel.remove();
  panel.shadowRoot.replaceChildren(style, box(mistakes));
  document.body.append(panel);
}

function box(mistakes) {
  const mild = mistakes.filter((mistake) => mistake.warning).length;
  const grave = mistakes.length - mild;
  const counts = [grave && `${grave} lỗi cần sửa`, mild && `${mild} lưu ý`];
  const close = make("button", { type: "button", className: "panel__close", textContent: "Đóng" });
  close.addEventListener("click", () => {
    sessionStorage.previewDismissed = shown;
    panel.remove();
  });
  return make("section", { className: `panel ${grave ? "" : "panel--mild"}`, role: "alert", lang: "vi" }, [
    make("h2", { className: "panel__title", textContent: counts.filter(Boolean).join(", ") }),
    close,
    make("p", {
      className: "panel__state",
      textContent: grave
        ? "Bạn đang xem bản dựng tốt gần nhất. Sửa xong, trang tự cập nhật."
        : "Trang vẫn dựng được.",
    }),
    // Focusable, so that a long list can be scrolled with the keyboard.
    make("ol", { className: "mistakes", tabIndex: 0 }, mistakes.map(item)),
  ]);
}

// The same words as in the terminal; notice.py writes the same elements.
function item({ path, line, sentence, warning }) {
  const place = make("p", { className: "mistakes__place", textContent: line ? `${path}, dòng ${line}` : path });
  const text = warning ? `Lưu ý: ${sentence}` : sentence;
  const told = make("p", { className: "mistakes__sentence", textContent: text });
  return make("li", {}, path ? [place, told] : [told]);
}

function make(name, properties = {}, children = []) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

document.addEventListener("visibilitychange", listen);
listen();

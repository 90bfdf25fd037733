// Scripts keep to the syntax of iOS 12 (ES2019) and to what a page may do: no writing of HTML, no globals.
import js from "@eslint/js";

const browser = Object.fromEntries(
  `DOMParser Image IntersectionObserver Intl SpeechSynthesisUtterance TextDecoder URL URLSearchParams
   addEventListener atob clearTimeout document fetch history innerHeight localStorage location
   matchMedia navigator open performance print requestAnimationFrame scrollY self sessionStorage
   setTimeout window`
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => [name, "readonly"]),
);

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2019, sourceType: "module", globals: browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build elements, or clone a template: words of a page are never HTML." },
        { property: "outerHTML", message: "Build elements, or clone a template: words of a page are never HTML." },
        { property: "insertAdjacentHTML", message: "Build elements, or clone a template." },
        { object: "document", property: "write", message: "Build elements, or clone a template." },
      ],
    },
  },
];

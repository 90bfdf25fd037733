// Styles: flat BEM, raw colours in tokens.css alone, sides named by the direction of the text.
export default {
  extends: ["stylelint-config-recommended"],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "selector-class-pattern": [
      "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
      { message: "A class is block, block__part or block--variant" },
    ],
    "selector-max-id": 0,
    "color-named": "never",
    "color-no-hex": true,
    "function-disallowed-list": ["rgb", "rgba", "hsl", "hsla"],
    "property-disallowed-list": [
      ["/^(margin|padding|border)-(left|right|top|bottom)(-|$)/"],
      { message: "Name the side by the direction of the text: margin-inline-start" },
    ],
    "unit-disallowed-list": ["cm", "pt"],
    "declaration-no-important": true,
    "no-descending-specificity": null,
  },
  overrides: [
    {
      files: ["**/tokens.css", "**/print.css"],
      rules: {
        "color-no-hex": null,
        "color-named": null,
        "function-disallowed-list": null,
        "unit-disallowed-list": null,
      },
    },
  ],
};

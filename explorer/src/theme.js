// The look of the page and of its charts: the colours are those of the library's own charts.
// On dark paper the pale tints of the same hues are the readable ones.

const HUES = ["#0072B2", "#C35600", "#007A5A", "#A8508A", "#8A6100", "#367CAB", "#555555"];
const TINTS = ["#9CC9E3", "#F2BD99", "#99CCBD", "#DDB9D0", "#D6C08F", "#B8D6E8", "#BDBDBD"];

export const LIGHT = {
  series: HUES,
  ink: "#1A1A1A",
  grey: "#5F5F5F",
  quiet: "#9A9A9A",
  grid: "#E4E4E4",
  paper: "#FFFFFF",
};

export const DARK = {
  series: TINTS,
  ink: "#ECECEC",
  grey: "#B4B4B4",
  quiet: "#7C7C7C",
  grid: "#35383C",
  paper: "#17191C",
};

export const FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
export const SIZE = 13;

export const look = ({ ink, paper }) => ({
  fontFamily: FONT,
  fontSize: `${SIZE}px`,
  color: ink,
  background: paper,
  overflow: "visible",
});

const canvas = document.createElement("canvas").getContext("2d");

export function widthOf(text, size = SIZE, weight = 600) {
  canvas.font = `${weight} ${size}px ${FONT}`;
  return canvas.measureText(text).width;
}

export const MOST_SERIES = HUES.length;

const dark = matchMedia("(prefers-color-scheme: dark)");

export const theme = () => (dark.matches ? DARK : LIGHT);

export function onThemeChange(act) {
  dark.addEventListener("change", act);
}

// Numbers as text, with no more digits than their bounds support.

const MINUS = "\u2212";
const DIGITS = 6;
export const AS_SHOWN = "as shown";

const fixed = (value, decimals) =>
  value
    .toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/^-(?=[0.,]*$)/, "")
    .replace("-", MINUS);

function supported(width) {
  return width > 0 && width < Infinity ? Math.max(0, -Math.floor(Math.log10(width) + 1e-9)) : null;
}

// Short, for labels: the rule of the library's own charts.
function short(value, width = 0) {
  const size = Math.abs(value);
  const usual = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 3;
  const most = supported(width);
  if (most !== null) return fixed(value, Math.min(usual, most));
  const text = fixed(value, usual);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

// Whole, for the table: every digit that the bounds support, but of a computed figure, and of one
// that a machine printed to the last bit, six; `extra` for the bounds themselves.
function whole(value, width, computed, extra = 0) {
  const [digits, power = 0] = String(value).split("e");
  const own = Math.max(0, (digits.split(".")[1] ?? "").length - power);
  const finest = supported(width);
  const most = finest === null ? own : finest + extra;
  const size = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return fixed(value, computed || finest === null ? Math.max(0, Math.min(most, DIGITS - size)) : most);
}

const said = ({ qualifier }) => (qualifier === "=" ? "" : `${qualifier} `);

export const value = (row) => said(row) + whole(row.value, row.high - row.low, row.computed);

export const shortly = (row) => said(row) + short(row.value, row.high - row.low);

export function bounds({ low, high, computed }) {
  const width = high - low;
  const [one, two] = [low, high].map((end) => whole(end, width, computed, 1));
  if (low === -Infinity && high === Infinity) return "open";
  if (high === Infinity) return `${one} or more`;
  if (low === -Infinity) return `${two} or less`;
  return one === two ? AS_SHOWN : `${one} to ${two}`;
}

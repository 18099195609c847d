/** Money as the API has it, whole minor units of a currency, and as people write it. */

import { MINOR_DIGITS } from "./currencies.ts";
import type { Money } from "./models.ts";

/** Return how many digits the minor unit of a currency has: 2 of EUR, 0 of JPY. Throws RangeError for an unknown one. */
export function minorDigits(currency: string): number {
  const digits = MINOR_DIGITS.get(currency);
  if (digits === undefined) throw new RangeError(`${currency} is no currency of ISO 4217.`);
  return digits;
}

/** Return an amount in major units, exactly: `"123.45"` of `{amount: 12345, currency: "EUR"}`. */
export function decimalOf(money: Money): string {
  const digits = minorDigits(money.currency);
  const sign = money.amount < 0 ? "-" : "";
  const text = BigInt(Math.abs(money.amount)).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Return the money that a decimal text says: `moneyOf("123.45", "EUR")`.
 *
 * Throws RangeError for what is no number, has more digits than the currency, or is more than a number holds exactly.
 */
export function moneyOf(decimal: string, currency: string): Money {
  const digits = minorDigits(currency);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (found === null) throw new RangeError(`"${decimal}" is no amount such as 123.45.`);
  const [, sign = "", whole = "", fraction = ""] = found;
  if (fraction.length > digits) throw new RangeError(`${currency} has ${digits} decimal digits: ${decimal}`);
  const amount = Number(sign + whole + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${decimal} is more than can be kept exactly.`);
  return { amount: amount === 0 ? 0 : amount, currency };
}

/** Return the sum of amounts of one currency. Throws RangeError for none, and for several currencies. */
export function totalOf(moneys: readonly Money[]): Money {
  const [first, ...others] = moneys;
  if (first === undefined) throw new RangeError("There is nothing to add up.");
  const stranger = others.find((each) => each.currency !== first.currency);
  if (stranger) throw new RangeError(`${first.currency} and ${stranger.currency} cannot be added up.`);
  return { amount: moneys.reduce((sum, each) => sum + each.amount, 0), currency: first.currency };
}

/** Return an amount as a reader of a language expects it: `formatMoney(price, "de-DE")` is `123,45 €`. */
export function formatMoney(money: Money, locales?: string | string[]): string {
  const digits = minorDigits(money.currency);
  const format = new Intl.NumberFormat(locales, {
    style: "currency",
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimalOf(money) as `${number}`);
}

/** Money in minor units and as people write it, in currencies of each number of digits. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { decimalOf, formatMoney, minorDigits, moneyOf, totalOf } from "../dist/index.js";

const AMOUNTS = [0, 1, 9, 10, 99, 100, 12345, 1000000, Number.MAX_SAFE_INTEGER];

test("what is written is read as it was, in every number of digits", () => {
  for (const currency of ["JPY", "EUR", "KWD", "CLF"]) {
    for (const amount of [...AMOUNTS, ...AMOUNTS.slice(1).map((each) => -each)]) {
      assert.deepEqual(moneyOf(decimalOf({ amount, currency }), currency), { amount, currency });
    }
  }
});

test("minor units have the digits of their currency", () => {
  assert.equal(decimalOf({ amount: 12345, currency: "EUR" }), "123.45");
  assert.equal(decimalOf({ amount: 5, currency: "EUR" }), "0.05");
  assert.equal(decimalOf({ amount: 12345, currency: "JPY" }), "12345");
  assert.equal(decimalOf({ amount: -5, currency: "KWD" }), "-0.005");
  assert.deepEqual(["EUR", "JPY", "BHD", "UYW"].map(minorDigits), [2, 0, 3, 4]);
});

test("what is no amount of the currency is refused", () => {
  for (const text of ["", "1,5", "1.234", "1e3", "0x10", "abc", "1.", ".5", "9007199254740993"]) {
    assert.throws(() => moneyOf(text, "EUR"), RangeError, text);
  }
  assert.throws(() => moneyOf("1.5", "JPY"), RangeError);
  assert.throws(() => moneyOf("1", "XBT"), RangeError);
});

test("only amounts of one currency add up", () => {
  const [one, two] = [moneyOf("0.10", "EUR"), moneyOf("0.20", "EUR")];
  assert.deepEqual(totalOf([one, two]), moneyOf("0.30", "EUR"));
  assert.throws(() => totalOf([one, moneyOf("1", "JPY")]), RangeError);
  assert.throws(() => totalOf([]), RangeError);
});

test("people read their own notation", () => {
  assert.equal(formatMoney({ amount: 123456, currency: "EUR" }, "de-DE").replace(/\s/g, " "), "1.234,56 €");
  assert.equal(formatMoney({ amount: 1234, currency: "JPY" }, "en-US"), "¥1,234");
  assert.equal(formatMoney({ amount: 1234, currency: "KWD" }, "en-US").replace(/\s/g, " "), "KWD 1.234");
});

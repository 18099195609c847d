"""Words that stand beside an amount and say that it is money, none of which is a word or an airport besides."""

CURRENCY_CODE = (
    r"(?-i:EUR|USD|GBP|CHF|NOK|SEK|DKK|INR|JPY|CNY|HKD|SGD|AUD|CAD|NZD|THB|MYR|PLN|CZK|HUF|ZAR|AED|KRW|BRL|MXN)"
)
CURRENCY = (
    rf"(?:{CURRENCY_CODE}|euros?|pounds?|dollars?|rupees?|kr|kroner|kronor|yen|won|baht|pesos?|rand|quid|francs?|dinars?|dirhams?"
    r"|riyals?|zloty|zł|forint|shillings?|naira)"
)

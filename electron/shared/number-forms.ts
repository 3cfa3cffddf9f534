/**
 * The two forms of a number that the SI-Samu bar knows, as published by the ANS (« Interfaçage SI-Samu / LRM », v1.2);
 * `facts/bandeau.md`. What is dialled, and what a call arrives with; `***` is withheld.
 */
const outbound = /^([#+*]|37000|00+)?[0-9]{2,15}$/;
const inbound = /^(([#+*]|37000)?[0-9]{2,15}|\*\*\*)$/;

/** Whether an exchange takes it as a number to call. */
export function isOutboundNumber(number: string): boolean {
  return outbound.test(number);
}

/** Whether it can be the number that a call came from. */
export function isInboundNumber(number: string): boolean {
  return inbound.test(number);
}

/** How a SOAP service refuses: HTTP 500 with a fault (protocol reference §3.7). */
export class SoapFault extends Error {
  override name = 'SoapFault';
  readonly number: number;
  readonly sub: number;

  constructor(message: string, { number = 40_000, sub = 0 }: { number?: number; sub?: number } = {}) {
    super(message);
    this.number = number;
    this.sub = sub;
  }
}

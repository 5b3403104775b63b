import { XMLBuilder } from 'fast-xml-parser';

const writer = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '', attributesGroupName: '$' });

/** The items whose meaning is known (protocol reference §5.4). */
const LIVE_FEED_STARTED = 1;
const CONNECTION_LOST = 5;

interface LiveStatus {
  /** Epoch ms. */
  time: number;
  isLost: boolean;
}

/** A live package: that the connection lives, and whether the camera does. */
export function liveStatus({ time, isLost }: LiveStatus): Buffer {
  const item = (id: number, isSet: boolean) => ({ $: { id, value: isSet ? 1 : 0 } });
  const statusitem = [item(LIVE_FEED_STARTED, !isLost), item(CONNECTION_LOST, isLost)];
  const xml = writer.build({ livepackage: { status: { statustime: time, statusitem } } });
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}\r\n\r\n`);
}

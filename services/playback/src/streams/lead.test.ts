import { TestClock } from '@playhead/service-kit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { Lead } from './lead.ts';

const TARGET_SECONDS = 2;
let clock: TestClock;
let lead: Lead;

beforeEach(() => {
  clock = new TestClock();
  lead = new Lead(clock);
});

/** Asks for all segments of two seconds up to there. */
function watchTo(seconds: number, from = lead.wanted) {
  for (let at = from; at < seconds; at += 2) lead.want(at, at + 2);
}

const isEnough = () => lead.isEnough(TARGET_SECONDS);

describe('the lead of a stream', () => {
  it('is enough at half a minute that nobody has asked for', () => {
    lead.made = 38;
    watchTo(10);
    expect(isEnough()).toBe(false);
    lead.made = 40;
    expect(isEnough()).toBe(true);
  });

  it('is smaller while the disk is short', () => {
    lead.made = 8;
    lead.isShort = true;
    watchTo(2);
    expect(isEnough()).toBe(true);
    watchTo(4);
    expect(isEnough()).toBe(false);
  });

  it('is enough at ten seconds beyond the picture on screen while others wait, whatever was asked for', () => {
    lead.made = 12;
    watchTo(12);
    expect(isEnough()).toBe(false);
    lead.givesWay = true;
    expect(isEnough()).toBe(true);
    clock.advance(2);
    expect(isEnough()).toBe(true);
    clock.advance(0.1);
    expect(isEnough()).toBe(false);
  });

  it('counts no picture as shown that was not asked for', () => {
    lead.made = 12;
    lead.givesWay = true;
    watchTo(2);
    clock.advance(60);
    expect(isEnough()).toBe(true);
  });

  it('counts from where a viewer jumped to', () => {
    lead.made = 28;
    lead.givesWay = true;
    watchTo(4);
    expect(isEnough()).toBe(true);
    watchTo(28, 22);
    expect(isEnough()).toBe(false);
  });

  it('holds two segments at the least, however long they are', () => {
    lead.made = 18;
    lead.givesWay = true;
    lead.want(0, 9);
    expect(lead.isEnough(10)).toBe(false);
    lead.made = 20;
    expect(lead.isEnough(10)).toBe(true);
  });

  it('is short of pictures with less than six seconds beyond the one on screen', () => {
    expect(lead.isShortOfPictures).toBe(true);
    lead.made = 10;
    watchTo(10);
    expect(lead.isShortOfPictures).toBe(false);
    clock.advance(4.1);
    expect(lead.isShortOfPictures).toBe(true);
  });

  it('tells whether somebody was further already', () => {
    expect(lead.want(0, 2)).toBe(true);
    expect(lead.want(0, 2)).toBe(false);
  });
});

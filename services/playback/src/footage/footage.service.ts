import { Inject, Injectable } from '@nestjs/common';
import { AbortedError, type VmsSequence } from '@playhead/milestone';
import { Clock } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { assemble, type Piece } from './assemble.ts';
import { AskedFootageService } from './cache/asked-footage.service.ts';
import { CacheUpkeepService } from './cache/cache-upkeep.service.ts';
import { Flight, Flights } from './cache/flights.ts';
import { FootageCacheRepository } from './cache/footage-cache.repository.ts';
import { KnownFootage, type KnownPiece } from './cache/known-footage.ts';
import { Slices } from './cache/slices.ts';
import type { InTurn, Turn } from './cache/turn.ts';
import { cropSequences } from './crop.ts';
import type { Footage, Range } from './footage.ts';
import { fewParts, subtract } from './ranges.ts';
import { firstFound, hourOf, isPlayable, lookingAhead, lookingBack, withMargin } from './search.ts';

/** A VMS that is asked for more parts than this is asked once for all that lies between them as well. */
const MAX_PARTS = 8;

/** `refresh` takes nothing that was known before. An aborted `signal` ends the wait, not the answer for others. */
export interface FootageWishes {
  refresh?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** Waits for its turn before it asks the VMS; for who asks a lot at once. */
  inTurn?: InTurn | undefined;
}

/**
 * What the VMS has recorded. It is asked only for what is not known already, or being asked: from this instance's
 * memory, then from the rows of all instances (ADR 0012).
 */
@Injectable()
export class FootageService {
  private readonly known = new KnownFootage();
  private readonly flights = new Flights();
  private readonly slices = new Slices();

  constructor(
    private readonly asked: AskedFootageService,
    private readonly cache: FootageCacheRepository,
    private readonly upkeep: CacheUpkeepService,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {}

  /** @throws MilestoneError; of that AbortedError when `wishes.signal` aborts. */
  async query(camera: PlayableCamera, range: Range, wishes: FootageWishes = {}): Promise<Footage> {
    if (wishes.signal?.aborted) throw new AbortedError('Nobody waits for the answer any more.');
    // Nothing is awaited from here to the new flights: of two who ask at once, the second must find the first's.
    const known = wishes.refresh ? [] : this.known.find(camera.id, range, this.clock.now());
    const unknown = subtract(
      [range],
      known.map((piece) => piece.range),
    );
    const joined = wishes.refresh ? [] : unknown.flatMap((part) => this.flights.over(camera.id, part));
    if (wishes.inTurn === undefined) for (const flight of joined) flight.hurry();
    const missing = subtract(
      unknown,
      joined.map((flight) => flight.range),
    );
    const hits = new Set(known.flatMap(({ hash }) => hash ?? []));
    const own = fewParts(missing, MAX_PARTS).map((part) => this.start(camera, part, wishes, hits));

    const flights = [...new Set([...joined, ...own])];
    const landed = await Promise.all(flights.map((flight) => flight.land(wishes.signal)));
    for (const hash of hits) this.upkeep.count(hash);
    return assemble(range, [...known, ...landed.flat()]);
  }

  /**
   * The first playable footage in `[from, until)`, cropped to what was looked through to find it; `undefined` when
   * there is none. @throws MilestoneError
   */
  async next(
    camera: PlayableCamera,
    from: Date,
    until: Date,
    wishes?: FootageWishes,
  ): Promise<VmsSequence | undefined> {
    return firstFound(lookingAhead(from, until), async (endTime) => {
      const { sequences } = await this.query(camera, { startTime: from, endTime }, wishes);
      return sequences.find(isPlayable);
    });
  }

  /**
   * The last playable footage in `[from, until)`, cropped to what was looked through to find it; `undefined` when
   * there is none. What ends at `until` goes on up to there; footage is playable by its whole length, however little of
   * it lies in the range. @throws MilestoneError
   */
  async previous(
    camera: PlayableCamera,
    until: Date,
    from: Date,
    wishes?: FootageWishes,
  ): Promise<VmsSequence | undefined> {
    return firstFound(lookingBack(until, from), async (startTime) => {
      const range = { startTime, endTime: until };
      const { sequences } = await this.query(camera, withMargin(range, this.clock.now()), wishes);
      return cropSequences(sequences.filter(isPlayable), range).at(-1);
    });
  }

  /**
   * The sequence that holds the picture of `time`, cropped to the whole hour (UTC) around it; `undefined` in a gap.
   * @throws MilestoneError
   */
  async footageAt(
    camera: PlayableCamera,
    time: Date,
    wishes?: FootageWishes,
  ): Promise<VmsSequence | undefined> {
    const { sequences } = await this.query(camera, hourOf(time), wishes);
    return sequences.find(({ startTime, endTime }) => startTime <= time && time < endTime);
  }

  private start(camera: PlayableCamera, range: Range, wishes: FootageWishes, hits: Set<string>): Flight {
    const flight = new Flight(
      range,
      (part, signal, turn) => this.read(camera, part, { ...wishes, signal }, hits, turn),
      wishes.inTurn,
    );
    this.flights.add(camera.id, flight);
    return flight;
  }

  private async read(
    camera: PlayableCamera,
    range: Range,
    { refresh = false, signal }: { refresh?: boolean | undefined; signal: AbortSignal },
    hits: Set<string>,
    turn: Turn,
  ): Promise<readonly Piece[]> {
    const enabled = this.config.PLAYBACK_CACHE_ENABLED;
    const now = this.clock.now();
    const rows = enabled && !refresh ? await this.cache.find(camera.id, range, now) : [];
    for (const { hash } of rows) if (hash !== undefined) hits.add(hash);
    const holes = subtract(
      [range],
      rows.map((row) => row.range),
    );
    if (rows.length > 0) this.known.add(camera.id, rows, now);
    const ask = async (slice: Range, ending: AbortSignal) => {
      const pieces = await this.asked.ask(camera, slice, ending);
      if (enabled) await this.remember(camera, pieces);
      return pieces;
    };
    const answers = await Promise.all(
      fewParts(holes, MAX_PARTS).map((part) => turn.take(() => this.slices.ask(part, signal, ask))),
    );
    return [...rows, ...answers.flat(2)];
  }

  /** At once, so that a slice that was answered is known though another one fails. */
  private async remember(camera: PlayableCamera, asked: readonly KnownPiece[]): Promise<void> {
    const now = this.clock.now();
    const pieces = this.known.endingTogether(camera.id, asked, now);
    this.known.add(camera.id, pieces, now);
    for (const piece of pieces) if (piece.hash !== undefined) await this.upkeep.keep(camera.id, piece);
  }
}

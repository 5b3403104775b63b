import type { RecordingEvent } from '@playhead/contracts';

/** The event of a start that failed comes at most this long after its answer, in ms. */
const ECHO_MS = 5_000;

type Action = {
  readonly cameraId: string;
  readonly kind: 'start' | 'extend' | 'stop';
  /** The name of whoever is signed in. */
  readonly by: string;
};
type Remembered = Action & { until: number };

let awaited: readonly Remembered[] = [];

/** Remembers what this page has just asked for. What comes of it may be told much later: a stop waits for its VMS. */
export function rememberAction(action: Action): Remembered {
  const remembered = { ...action, until: Number.POSITIVE_INFINITY };
  const others = awaited.filter(
    ({ cameraId, kind }) => kind === 'extend' || cameraId !== action.cameraId || kind !== action.kind,
  );
  awaited = [...others, remembered];
  return remembered;
}

/** Of what was refused no event is awaited any more. */
export function actionFailed(action: Remembered, now = Date.now()): void {
  action.until = now + ECHO_MS;
}

/** Whether an event only tells what this page did: that needs no toast. Each action has one echo. */
export function isOwnEcho(event: RecordingEvent, now = Date.now()): boolean {
  const own = awaited.find(
    (action) => action.cameraId === event.cameraId && now < action.until && isOf(event, action),
  );
  awaited = awaited.filter((action) => action !== own);
  return own !== undefined;
}

/** Whether the event is what came of the action, and not of what somebody else did to the same camera. */
function isOf(event: RecordingEvent, { kind, by }: Action): boolean {
  switch (event.type) {
    case 'recording_started':
      return kind === 'start' && event.status.isRecording && event.status.recording.triggeredBy === by;
    case 'recording_progress':
      return kind === 'extend' && event.extendedBy === by;
    case 'recording_stopped':
      if (event.outcome === 'failed') return kind === 'start';
      return kind === 'stop' && enderOf(event) === by;
  }
}

/** Who stopped a recording, if a person did. */
export function enderOf({ status }: RecordingEvent): string | undefined {
  const ended = status.isRecording ? undefined : status.lastRecording?.endedBy;
  return ended?.kind === 'user' ? ended.username : undefined;
}

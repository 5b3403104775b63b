import type { Camera } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { nextRecordingChange } from '../recorder/recorded.ts';
import { type CameraState, statesOf } from './camera-states.ts';

/**
 * Knows when the state of a camera changes: somebody changes the camera or records with it, the clock is moved, or the
 * moment has come at which a camera begins or ends to record by itself. Nothing is looked at in between.
 */
export class CameraWatch {
  constructor(private readonly simulation: Simulation) {}

  /** How all cameras that the account may see are now. */
  look(): CameraState[] {
    return this.simulation.cameras.listed.flatMap((camera) => statesOf(this.simulation, camera));
  }

  /** Tells how cameras are whenever that may have changed, until what is returned is called. */
  follow(changed: (states: readonly CameraState[]) => void): () => void {
    const { cameras, recordings, clock } = this.simulation;
    /** When each camera has to be looked at again, epoch ms. */
    const due = new Map<string, number>();
    let timer: NodeJS.Timeout | undefined;

    const wait = () => {
      clearTimeout(timer);
      if (due.size === 0 || clock.isFrozen) return;
      let next = Number.POSITIVE_INFINITY;
      for (const at of due.values()) next = Math.min(next, at);
      timer = setTimeout(lookAtDue, Math.max(1, next - clock.now().getTime())).unref();
    };
    const lookAt = (some: readonly Camera[]) => {
      for (const camera of some) due.set(camera.id, nextRecordingChange(this.simulation, camera));
      wait();
      changed(some.flatMap((camera) => statesOf(this.simulation, camera)));
    };
    const lookAtAll = () => {
      due.clear();
      lookAt(cameras.listed);
    };
    const lookAtDue = () => {
      const now = clock.now().getTime();
      lookAt(cameras.listed.filter(({ id }) => (due.get(id) ?? now) <= now));
    };
    const lookAtOne = (id: string | undefined) => {
      if (id === undefined) return lookAtAll();
      due.delete(id);
      const camera = cameras.find(id);
      return lookAt(camera === undefined || camera.isForbidden ? [] : [camera]);
    };

    const endings = [
      cameras.changed.listen(lookAtOne),
      recordings.changed.listen(lookAtOne),
      clock.moved.listen(lookAtAll),
    ];
    lookAtAll();
    return () => {
      for (const end of endings) end();
      clearTimeout(timer);
    };
  }
}

import { z } from 'zod';
import { holding, manyOf, SoapFlag, SoapNumber, SoapTime } from '../soap/values.ts';

/** What recorders answer (protocol reference §3.4, §3.5, §4.1, §5.6), by local names. */

const ManualRecordingResults = holding(
  z.object({
    ManualRecordingResult: manyOf(
      z.object({ DeviceId: z.string(), ResultCode: SoapNumber, Message: z.string().catch('') }),
    ),
  }),
);
export const StartAnswer = z.object({ StartManualRecordingResult: ManualRecordingResults });
export const StopAnswer = z.object({ StopManualRecordingResult: ManualRecordingResults });

export const IsRecordingAnswer = z.object({
  IsManualRecordingResult: holding(
    z.object({
      ManualRecordingInfo: manyOf(z.object({ DeviceId: z.string(), IsManualRecording: SoapFlag })),
    }),
  ),
});

const SequenceEntries = holding(
  z.object({
    SequenceEntry: manyOf(z.object({ TimeBegin: SoapTime, TimeTrigged: SoapTime, TimeEnd: SoapTime })),
  }),
);
export const SequencesAnswer = z.object({ SequencesGetResult: SequenceEntries });
export const SequencesAroundAnswer = z.object({ SequencesGetAroundResult: SequenceEntries });

const Jpeg = z.object({ Time: SoapTime, Data: z.string().optional() });
export const JpegBeforeAnswer = z.object({ JPEGGetAtOrBeforeResult: Jpeg });
export const JpegAfterAnswer = z.object({ JPEGGetAtOrAfterResult: Jpeg });

const MissingFlag = SoapFlag.catch(false);
export const DeviceStatusAnswer = z.object({
  GetCurrentDeviceStatusResult: holding(
    z.object({
      CameraDeviceStatusArray: holding(
        z.object({
          CameraDeviceStatus: manyOf(
            z.object({
              DeviceId: z.string(),
              Enabled: SoapFlag,
              Started: SoapFlag,
              Error: MissingFlag,
              ErrorNotLicensed: MissingFlag,
              ErrorNoConnection: MissingFlag,
              Recording: MissingFlag,
            }),
          ),
        }),
      ),
    }),
  ),
});

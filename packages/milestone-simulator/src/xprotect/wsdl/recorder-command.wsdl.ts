import { type Member, wsdlOf } from './wsdl.ts';

const token: Member = ['token', 'xs:string', '?'];
const device: Member = ['deviceId', 'xs:string'];
const devices: Member = ['deviceIds', 'tns:ArrayOfGuid', '?'];
const time: Member = ['time', 'xs:dateTime'];
const center: Member[] = [
  ['centerTime', 'xs:dateTime'],
  ['maxCountBefore', 'xs:int'],
  ['maxCountAfter', 'xs:int'],
];
const pictureAt = (name: string) => ({ name, input: [token, device, time], result: 'tns:JPEGData' });
const manual = (name: string, result: string) => ({ name, input: [token, devices], result });

/** Protocol reference §3.4, §4.1 and §5.6. */
export const recorderCommandWsdl = wsdlOf({
  name: 'RecorderCommandService',
  namespace: 'http://videoos.net/2/XProtectCSRecorderCommand',
  types: {
    ArrayOfGuid: [['guid', 'xs:string', '*']],
    TimeDuration: [['MicroSeconds', 'xs:long']],
    ManualRecordingResult: [
      ['DeviceId', 'xs:string'],
      ['ResultCode', 'xs:int'],
      ['Message', 'xs:string', '?'],
    ],
    ArrayOfManualRecordingResult: [['ManualRecordingResult', 'tns:ManualRecordingResult', '*']],
    ManualRecordingInfo: [
      ['DeviceId', 'xs:string'],
      ['IsManualRecording', 'xs:boolean'],
    ],
    ArrayOfManualRecordingInfo: [['ManualRecordingInfo', 'tns:ManualRecordingInfo', '*']],
    SequenceType: [
      ['Id', 'xs:string'],
      ['Name', 'xs:string', '?'],
    ],
    ArrayOfSequenceType: [['SequenceType', 'tns:SequenceType', '*']],
    SequenceEntry: [
      ['TimeBegin', 'xs:dateTime'],
      ['TimeTrigged', 'xs:dateTime'],
      ['TimeEnd', 'xs:dateTime'],
    ],
    ArrayOfSequenceEntry: [['SequenceEntry', 'tns:SequenceEntry', '*']],
    JPEGData: [
      ['Time', 'xs:dateTime'],
      ['Data', 'xs:base64Binary', '?'],
    ],
  },
  operations: [
    { name: 'GetVersion', input: [], result: 'xs:string' },
    manual('StartManualRecording', 'tns:ArrayOfManualRecordingResult'),
    manual('StopManualRecording', 'tns:ArrayOfManualRecordingResult'),
    manual('IsManualRecording', 'tns:ArrayOfManualRecordingInfo'),
    { name: 'GetRetentionTimeLimit', input: [token, device], result: 'xs:dateTime' },
    { name: 'SequencesGetTypes', input: [token, device], result: 'tns:ArrayOfSequenceType' },
    {
      name: 'SequencesGet',
      input: [
        token,
        device,
        ['sequenceType', 'xs:string'],
        ['minTime', 'xs:dateTime'],
        ['maxTime', 'xs:dateTime'],
        ['maxCount', 'xs:int'],
      ],
      result: 'tns:ArrayOfSequenceEntry',
    },
    {
      name: 'SequencesGetAround',
      input: [token, device, ['sequenceType', 'xs:string'], ...center],
      result: 'tns:ArrayOfSequenceEntry',
    },
    {
      name: 'SequencesGetAroundWithSpan',
      input: [
        token,
        device,
        ['sequenceType', 'xs:string'],
        ['centerTime', 'xs:dateTime'],
        ['maxTimeBefore', 'tns:TimeDuration'],
        ['maxCountBefore', 'xs:int'],
        ['maxTimeAfter', 'tns:TimeDuration'],
        ['maxCountAfter', 'xs:int'],
      ],
      result: 'tns:ArrayOfSequenceEntry',
    },
    pictureAt('JPEGGetAt'),
    pictureAt('JPEGGetAtOrBefore'),
    pictureAt('JPEGGetAtOrAfter'),
    {
      name: 'JPEGGetLive',
      input: [token, device, ['maxWidth', 'xs:int'], ['maxHeight', 'xs:int']],
      result: 'tns:JPEGData',
    },
  ],
});

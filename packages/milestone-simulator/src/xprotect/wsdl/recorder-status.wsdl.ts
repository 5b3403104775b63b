import { type Member, wsdlOf } from './wsdl.ts';

const token: Member = ['token', 'xs:string', '?'];
const session: Member = ['statusSessionId', 'xs:string'];
const flags = [
  'IsChange',
  'Enabled',
  'Started',
  'Error',
  'ErrorNotLicensed',
  'ErrorNoConnection',
  'Recording',
  'DbMoveInProgress',
  'ErrorOverflow',
  'ErrorWritingGop',
  'DbRepairInProgress',
  'Motion',
].map((name): Member => [name, 'xs:boolean']);

/** Protocol reference §3.5. */
export const recorderStatusWsdl = wsdlOf({
  name: 'RecorderStatusService2',
  namespace: 'http://videoos.net/2/XProtectCSRecorderStatus2',
  types: {
    ArrayOfGuid: [['guid', 'xs:string', '*']],
    RecorderStatus: [
      ['AttachState', 'xs:string', '?'],
      ['ConnectionState', 'xs:string', '?'],
    ],
    CameraDeviceStatus: [['Time', 'xs:dateTime'], ['DeviceId', 'xs:string'], ...flags],
    ArrayOfCameraDeviceStatus: [['CameraDeviceStatus', 'tns:CameraDeviceStatus', '*']],
    Status: [['CameraDeviceStatusArray', 'tns:ArrayOfCameraDeviceStatus', '?']],
  },
  operations: [
    { name: 'GetRecorderStatus', input: [], result: 'tns:RecorderStatus' },
    {
      name: 'GetCurrentDeviceStatus',
      input: [token, ['deviceIds', 'tns:ArrayOfGuid', '?']],
      result: 'tns:Status',
    },
    { name: 'StartStatusSession', input: [token], result: 'xs:string' },
    { name: 'SubscribeDeviceStatus', input: [token, session, ['deviceIds', 'tns:ArrayOfGuid', '?']] },
    { name: 'GetStatus', input: [token, session, ['millisecondsTimeout', 'xs:int']], result: 'tns:Status' },
    { name: 'StopStatusSession', input: [token, session] },
  ],
});

import { cameraRights } from '../config/camera-rights.ts';
import { type Member, wsdlOf } from './wsdl.ts';

const token: Member = ['token', 'xs:string', '?'];
const text = (name: string): Member => [name, 'xs:string', '?'];
const flag = (name: string): Member => [name, 'xs:boolean'];

/** Protocol reference §3.2, §3.3; members in the alphabetical order of a data contract. */
export const serverCommandWsdl = wsdlOf({
  name: 'ServerCommandService',
  namespace: 'http://videoos.net/2/XProtectCSServerCommand',
  actionPrefix: 'IServerCommandService/',
  types: {
    TimeDuration: [['MicroSeconds', 'xs:long']],
    LoginInfo: [
      ['RegistrationTime', 'xs:dateTime'],
      ['TimeToLive', 'tns:TimeDuration'],
      ['TimeToLiveLimited', 'xs:boolean'],
      ['Token', 'xs:string', '?'],
    ],
    ArrayOfGuid: [['guid', 'xs:string', '*']],
    CameraSecurityInfo: cameraRights.map(flag),
    PtzSettings: [flag('PtzEnabled')],
    CameraInfo: [
      text('Description'),
      text('DeviceId'),
      ['DeviceIndex', 'xs:int'],
      text('HardwareId'),
      text('Name'),
      text('RecorderId'),
      ['CameraSecurity', 'tns:CameraSecurityInfo', '?'],
      flag('EdgeStoragePlayback'),
      flag('EdgeStorageSupported'),
      flag('MulticastEnabled'),
      ['PtzSettings', 'tns:PtzSettings', '?'],
      ['StopManualRecordingSeconds', 'xs:int'],
    ],
    ArrayOfCameraInfo: [['CameraInfo', 'tns:CameraInfo', '*']],
    HardwareInfo: [text('HardwareId'), text('Name'), text('RecorderId')],
    ArrayOfHardwareInfo: [['HardwareInfo', 'tns:HardwareInfo', '*']],
    RecorderInfo: [
      ['Cameras', 'tns:ArrayOfCameraInfo', '?'],
      ['DefaultRecordingTimeSeconds', 'xs:int'],
      text('Description'),
      ['Hardware', 'tns:ArrayOfHardwareInfo', '?'],
      text('HostName'),
      ['LastModified', 'xs:dateTime'],
      text('Name'),
      text('RecorderId'),
      text('TimeZoneName'),
      text('WebServerUri'),
    ],
    ArrayOfRecorderInfo: [['RecorderInfo', 'tns:RecorderInfo', '*']],
    ConfigurationInfo: [['Recorders', 'tns:ArrayOfRecorderInfo', '?'], text('ServerId'), text('ServerName')],
  },
  operations: [
    {
      name: 'Login',
      input: [
        ['instanceId', 'xs:string'],
        ['currentToken', 'xs:string', '?'],
      ],
      result: 'tns:LoginInfo',
    },
    {
      name: 'Logout',
      input: [
        ['instanceId', 'xs:string'],
        ['currentToken', 'xs:string', '?'],
      ],
    },
    { name: 'GetConfiguration', input: [token], result: 'tns:ConfigurationInfo' },
    {
      name: 'GetConfigurationRecorders',
      input: [token, ['recorderIds', 'tns:ArrayOfGuid', '?']],
      result: 'tns:ArrayOfRecorderInfo',
    },
    { name: 'QueryRecorderInfo', input: [token, text('recorderId')], result: 'tns:RecorderInfo' },
    {
      name: 'GetConfigurationHardware',
      input: [token, ['hardwareIds', 'tns:ArrayOfGuid', '?']],
      result: 'tns:ArrayOfHardwareInfo',
    },
  ],
});

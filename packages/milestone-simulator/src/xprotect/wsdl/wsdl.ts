/** A member of a type or call: name and type, `?` where it may be missing, `*` where it may repeat. */
export type Member = readonly [name: string, type: string, occurs?: '?' | '*'];

interface WsdlOperation {
  name: string;
  input: readonly Member[];
  /** The type of `{name}Result`; without it the answer is empty. */
  result?: string;
}

export interface WsdlDescription {
  name: string;
  namespace: string;
  /** Records by name. Built-in types are written `xs:…`, those described here `tns:…`. */
  types: Readonly<Record<string, readonly Member[]>>;
  operations: readonly WsdlOperation[];
  /** What stands between namespace and method in a SOAPAction. */
  actionPrefix?: string;
}

/** Writes a document/literal SOAP 1.1 description from a table, for the address at which the service was asked. */
export function wsdlOf(description: WsdlDescription): (address: string) => string {
  const { name, namespace, types, operations, actionPrefix = '' } = description;
  const each = (write: (operation: WsdlOperation) => string) => operations.map(write).join('');
  const records = Object.entries(types).map(
    ([type, members]) => `<xs:complexType name="${type}">${sequence(members)}</xs:complexType>`,
  );
  const head = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
    ' xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"',
    ` xmlns:tns="${namespace}" targetNamespace="${namespace}">`,
    `<wsdl:types><xs:schema elementFormDefault="qualified" targetNamespace="${namespace}">`,
    ...records,
    each(elements),
    '</xs:schema></wsdl:types>',
    each(messages),
    `<wsdl:portType name="${name}">${each(portOperation)}</wsdl:portType>`,
    `<wsdl:binding name="${name}Soap" type="tns:${name}">`,
    '<soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="document"/>',
    each((operation) => boundOperation(operation, `${namespace}/${actionPrefix}${operation.name}`)),
    `</wsdl:binding><wsdl:service name="${name}"><wsdl:port name="${name}Soap" binding="tns:${name}Soap">`,
  ].join('');
  return (address) =>
    `${head}<soap:address location="${address}"/></wsdl:port></wsdl:service></wsdl:definitions>`;
}

const sequence = (members: readonly Member[]) => `<xs:sequence>${members.map(member).join('')}</xs:sequence>`;

function member([name, type, occurs]: Member): string {
  const least = occurs === undefined ? '' : ' minOccurs="0"';
  const most = occurs === '*' ? ' maxOccurs="unbounded"' : '';
  return `<xs:element name="${name}" type="${type}"${least}${most}/>`;
}

const element = (name: string, members: readonly Member[]) =>
  `<xs:element name="${name}"><xs:complexType>${sequence(members)}</xs:complexType></xs:element>`;

const elements = ({ name, input, result }: WsdlOperation) =>
  element(name, input) +
  element(`${name}Response`, result === undefined ? [] : [[`${name}Result`, result, '?']]);

const messages = ({ name }: WsdlOperation) =>
  `<wsdl:message name="${name}In"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>` +
  `<wsdl:message name="${name}Out"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`;

const portOperation = ({ name }: WsdlOperation) =>
  `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}In"/>` +
  `<wsdl:output message="tns:${name}Out"/></wsdl:operation>`;

const boundOperation = ({ name }: WsdlOperation, action: string) =>
  `<wsdl:operation name="${name}"><soap:operation soapAction="${action}" style="document"/>` +
  '<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>' +
  '</wsdl:operation>';

import { layOutBpmn, type BpmnNode } from './bpmn-layout.ts';
import type { ProcessTree } from './process-tree.ts';
import { escapeXml } from '../import/xml-text.ts';

/** The tree as BPMN 2.0 XML with its diagram (BPMN DI), as bpmn-js and other editors open it. */
export function writeBpmn(tree: ProcessTree, name = 'process'): string {
  const { nodes, flows } = layOutBpmn(tree);
  const margin = 40;
  const at = (value: number): string => String(Math.round((value + margin) * 10) / 10);
  const element = (one: BpmnNode): string => {
    const ends = [
      ...flows.filter((flow) => flow.target === one.id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...flows.filter((flow) => flow.source === one.id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ];
    return `    <bpmn:${one.kind} id="${one.id}"${one.name === '' ? '' : ` name="${escapeXml(one.name)}"`}>${ends.join('')}</bpmn:${one.kind}>`;
  };
  const shape = (one: BpmnNode): string =>
    `      <bpmndi:BPMNShape id="${one.id}_di" bpmnElement="${one.id}"${one.kind === 'exclusiveGateway' ? ' isMarkerVisible="true"' : ''}><dc:Bounds x="${at(one.x)}" y="${at(one.y)}" width="${one.width}" height="${one.height}"/></bpmndi:BPMNShape>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="process_1" name="${escapeXml(name)}" isExecutable="false">
${nodes.map(element).join('\n')}
${flows.map((flow) => `    <bpmn:sequenceFlow id="${flow.id}" sourceRef="${flow.source}" targetRef="${flow.target}"/>`).join('\n')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_1">
    <bpmndi:BPMNPlane id="plane_1" bpmnElement="process_1">
${nodes.map(shape).join('\n')}
${flows.map((flow) => `      <bpmndi:BPMNEdge id="${flow.id}_di" bpmnElement="${flow.id}">${flow.points.map((point) => `<di:waypoint x="${at(point.x)}" y="${at(point.y)}"/>`).join('')}</bpmndi:BPMNEdge>`).join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

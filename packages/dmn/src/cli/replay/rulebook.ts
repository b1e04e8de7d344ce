/** A made-up rulebook that uses what differs most easily between machines: decimals, dates, zones, texts, sorting. */
export const RULEBOOK = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="rulebook" name="Student permit" namespace="urn:ankomst:replay">
  <itemDefinition id="t1" name="tApplicant">
    <itemComponent id="t2" name="birth date"><typeRef>date</typeRef></itemComponent>
    <itemComponent id="t3" name="studies"><typeRef>string</typeRef><allowedValues id="t4"><text>"full-time", "part-time", "exchange"</text></allowedValues></itemComponent>
    <itemComponent id="t5" name="funds"><typeRef>number</typeRef></itemComponent>
    <itemComponent id="t6" name="until"><typeRef>date</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition id="t7" name="tPayments" isCollection="true"><typeRef>number</typeRef></itemDefinition>
  <inputData id="i1" name="Applicant"><variable name="Applicant" typeRef="tApplicant"/></inputData>
  <inputData id="i2" name="Payments"><variable name="Payments" typeRef="tPayments"/></inputData>
  <inputData id="i3" name="Lodged"><variable name="Lodged" typeRef="dateTime"/></inputData>
  <decision id="d1" name="Age"><variable name="Age" typeRef="number"/>
    <informationRequirement id="n1"><requiredInput href="#i1"/></informationRequirement><informationRequirement id="n2"><requiredInput href="#i3"/></informationRequirement>
    <literalExpression><text>years and months duration(Applicant.birth date, date(Lodged)).years</text></literalExpression></decision>
  <decision id="d2" name="Months"><variable name="Months" typeRef="number"/>
    <informationRequirement id="n3"><requiredInput href="#i1"/></informationRequirement><informationRequirement id="n4"><requiredInput href="#i3"/></informationRequirement>
    <literalExpression><text>ceiling((Applicant.until - date(Lodged)) / duration("P1D") / 30.4375)</text></literalExpression></decision>
  <decision id="d3" name="Needed"><variable name="Needed" typeRef="number"/>
    <informationRequirement id="n5"><requiredDecision href="#d2"/></informationRequirement>
    <literalExpression><text>decimal(Months * 10314.55 * (1 + 0.021) ** (Months / 12), 2)</text></literalExpression></decision>
  <decision id="d4" name="Permit"><variable name="Permit"/>
    <informationRequirement id="n6"><requiredInput href="#i1"/></informationRequirement><informationRequirement id="n7"><requiredDecision href="#d1"/></informationRequirement>
    <informationRequirement id="n8"><requiredDecision href="#d3"/></informationRequirement>
    <decisionTable id="permit-table" hitPolicy="FIRST">
      <input id="c1" label="studies"><inputExpression id="e1" typeRef="string"><text>Applicant.studies</text></inputExpression></input>
      <input id="c2" label="age"><inputExpression id="e2" typeRef="number"><text>Age</text></inputExpression></input>
      <input id="c3" label="funds"><inputExpression id="e3" typeRef="number"><text>Applicant.funds</text></inputExpression></input>
      <output id="o1" name="outcome" typeRef="string"/><output id="o2" name="fee" typeRef="number"/>
      <annotation name="Legal basis"/>
      <rule id="minor"><inputEntry id="a1"><text>-</text></inputEntry><inputEntry id="a2"><text>&lt; 18</text></inputEntry><inputEntry id="a3"><text>-</text></inputEntry><outputEntry id="a4"><text>"MANUAL"</text></outputEntry><outputEntry id="a5"><text>0</text></outputEntry><annotationEntry><text>example 1 §</text></annotationEntry></rule>
      <rule id="funded"><inputEntry id="b1"><text>"full-time", "exchange"</text></inputEntry><inputEntry id="b2"><text>-</text></inputEntry><inputEntry id="b3"><text>&gt;= Needed</text></inputEntry><outputEntry id="b4"><text>"GRANT"</text></outputEntry><outputEntry id="b5"><text>1500 + 0.1 * 3</text></outputEntry><annotationEntry><text>example 2 §</text></annotationEntry></rule>
      <rule id="rest"><inputEntry id="f1"><text>-</text></inputEntry><inputEntry id="f2"><text>-</text></inputEntry><inputEntry id="f3"><text>-</text></inputEntry><outputEntry id="f4"><text>"MANUAL"</text></outputEntry><outputEntry id="f5"><text>1500</text></outputEntry><annotationEntry><text>example 3 §</text></annotationEntry></rule>
    </decisionTable></decision>
  <decision id="d5" name="Letter"><variable name="Letter"/>
    <informationRequirement id="n9"><requiredDecision href="#d4"/></informationRequirement><informationRequirement id="n10"><requiredInput href="#i2"/></informationRequirement><informationRequirement id="n11"><requiredInput href="#i3"/></informationRequirement>
    <context>
      <contextEntry id="x1"><variable name="outcome"/><literalExpression><text>Permit.outcome</text></literalExpression></contextEntry>
      <contextEntry id="x2"><variable name="paid"/><literalExpression><text>sum(Payments)</text></literalExpression></contextEntry>
      <contextEntry id="x3"><variable name="open"/><literalExpression><text>round half up(Permit.fee - paid, 1)</text></literalExpression></contextEntry>
      <contextEntry id="x4"><variable name="spread"/><literalExpression><text>stddev(Payments)</text></literalExpression></contextEntry>
      <contextEntry id="x5"><variable name="sorted"/><literalExpression><text>sort(Payments, function(a, b) a &gt; b)</text></literalExpression></contextEntry>
      <contextEntry id="x6"><variable name="appeal until"/><literalExpression><text>date(Lodged) + duration("P21D")</text></literalExpression></contextEntry>
      <contextEntry id="x7"><variable name="answered"/><literalExpression><text>string(now() - Lodged)</text></literalExpression></contextEntry>
      <contextEntry id="x8"><variable name="title"/><literalExpression><text>upper case("beslut för " + string(Permit.fee)) + replace("åäö-1", "[åä]", "x")</text></literalExpression></contextEntry>
      <contextEntry id="x9"><variable name="root"/><literalExpression><text>[sqrt(paid), exp(1), log(10), 2 ** 0.5, modulo(-10.1, 4.5)]</text></literalExpression></contextEntry>
    </context></decision>
</definitions>
`;

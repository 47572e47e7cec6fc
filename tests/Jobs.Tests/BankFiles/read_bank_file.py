#!/usr/bin/env python3
"""A second reader of bank files, written from the words of profiles.json and not from the engine's code.

    read_bank_file.py profiles.json PROFILE FILE   prints: count sum_fen account_hash
"""
import json
import re
import sys
import xml.etree.ElementTree as tree

AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


def rows_of_delimited(profile, path):
    with open(path, "rb") as file:
        text = file.read().decode(profile["encoding"])  # decode first, then split
    if profile["gbk_only"]:
        for character in set(text):
            if len(character.encode("gb18030")) > 2 or character.encode("gbk") != character.encode("gb18030"):
                sys.exit(f"U+{ord(character):04X} is not of GBK")
    if text and not text.endswith(profile["line_end"]):
        sys.exit("the last row has no end")
    for line in text.split(profile["line_end"])[:-1]:
        fields = line.split(profile["delimiter"])
        if len(fields) != len(profile["columns"]):
            sys.exit(f"{len(fields)} fields where {len(profile['columns'])} belong")
        row = dict(zip(profile["columns"], fields))
        if len(row["name"].encode(profile["encoding"])) > profile["name_bytes"]:
            sys.exit("a name is too long")
        yield row["row-id"], row["amount"], row["account"]


def rows_of_pain(path):
    def text(node, where):
        return node.findtext("/".join(PAIN + step for step in where.split("/")))

    message = tree.parse(path).getroot().find(PAIN + "CstmrCdtTrfInitn")
    payments = message.findall(PAIN + "PmtInf")
    if len(payments) != 1:
        sys.exit(f"{len(payments)} PmtInf where one belongs")
    rows = [
        (text(row, "PmtId/EndToEndId"), text(row, "Amt/InstdAmt"), text(row, "CdtrAcct/Id/Othr/Id"))
        for row in payments[0].findall(PAIN + "CdtTrfTxInf")
    ]
    total = sum(int(amount.replace(".", "")) for _, amount, _ in rows)
    stated = [(text(node, "NbOfTxs"), text(node, "CtrlSum")) for node in (message.find(PAIN + "GrpHdr"), payments[0])]
    if stated != [(str(len(rows)), f"{total // 100}.{total % 100:02}")] * 2:
        sys.exit(f"stated totals {stated} are not those of the rows")
    return rows


def main(profiles, name, path):
    with open(profiles, encoding="utf-8") as file:
        profile = next(p for p in json.load(file) if p["name"] == name)
    rows = rows_of_pain(path) if profile["layout"] == "pain" else rows_of_delimited(profile, path)
    count = sum_fen = accounts = 0
    seen = set()
    for row_id, amount, account in rows:
        if row_id in seen or not AMOUNT.fullmatch(amount):
            sys.exit(f"row id {row_id} twice, or amount {amount} without two decimals")
        seen.add(row_id)
        count += 1
        sum_fen += int(amount.replace(".", ""))
        # account_hash: the last ten digits of each account added up, of the total the last ten digits
        accounts += int(("0" + "".join(d for d in account if d in "0123456789"))[-10:])
    print(count, sum_fen, f"{accounts % 10**10:010}")


main(*sys.argv[1:])

using Disbursement.Domain;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Commands;

/// <summary>The bridge of a run in two sentences, and as an object for programs.</summary>
internal static class BridgeWords
{
    public static string Said(RunBridge? bridge) => bridge is not { } b
        ? ""
        : $"\n人数 上月{b.Last.People} + 新增{b.Came.People} − 减少{b.Left.People} = 本月{b.This.People}"
            + (b.Other.People > 0 ? $"，另有{b.Other.People}人只补发以前月份" : "")
            + $"\n金额 上月{Money.Spoken(b.LastSumFen)} − 其中补发{Money.Spoken(b.LastOtherFen)}"
            + $" + 新增{Money.Spoken(b.Came.Fen)} − 减少{Money.Spoken(b.Left.Fen)}"
            + $" + 调高{Money.Spoken(b.More.Fen)}（{b.More.People}人） − 调低{Money.Spoken(b.Less.Fen)}（{b.Less.People}人）"
            + $" + 本月补发{Money.Spoken(b.Other.Fen)} = {Money.Spoken(b.This.Fen + b.Other.Fen)}";

    public static object? Json(RunBridge? bridge) => bridge is not { } b
        ? null
        : new
        {
            last_sum_fen = b.LastSumFen, last_arrears_fen = b.LastOtherFen, last = Item(b.Last), came = Item(b.Came),
            left = Item(b.Left), more = Item(b.More), less = Item(b.Less), month = Item(b.This),
            arrears = Item(b.Other), sum_fen = b.This.Fen + b.Other.Fen, people = b.This.People + b.Other.People,
        };

    private static object Item(BridgeItem item) => new { people = item.People, fen = item.Fen };
}

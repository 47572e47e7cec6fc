using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// Rules §4, account and payee, and §2, hold: who receives, and who may not yet. In order of knowledge.
/// </summary>
public sealed class ReceiverTables
{
    [Fact]
    public void Who_receives() => ClerkTable.Holds("""
        | 变动                                                                                | 收款           |
        |                                                                                     | 本人           |
        | 收款人变更 2025-01-04 收款人=乙 关系=监护人                                         | 乙             |
        | 收款人变更 2025-01-04 收款人=乙 关系=监护人；撤销 2025-02-01 第1条                  | 本人           |
        | 收款人变更 2025-01-04 收款人=乙 关系=监护人；收款人变更 2025-01-02 收款人=丙 关系=委托代领 | 乙       |
        | 死亡 2025-01-03                                                                     | 缺继承人       |
        | 死亡 2025-01-03；撤销 2025-02-01 第1条                                              | 本人           |
        | 收款人变更 2025-01-04 收款人=乙 关系=继承人；死亡 2025-01-03                        | 缺继承人       |
        | 死亡 2025-01-03；收款人变更 2025-01-02 收款人=乙 关系=继承人                        | 乙             |
        | 死亡 2025-01-03；收款人变更 2025-02-02 收款人=乙 关系=监护人                        | 缺继承人       |
        | 死亡 2025-01-03；收款人变更 2025-02-02 收款人=乙 关系=继承人；收款人变更 2025-03-02 收款人=丙 关系=继承人 | 丙 |
        | 死亡 2025-01-03；收款人变更 2025-02-02 收款人=乙 关系=继承人；撤销 2025-03-01 第2条 | 缺继承人       |
        """, row =>
        {
            var receiving = WrittenHistory.Fold("51", row["变动"]).Receiving;
            return receiving.HeirMissing ? "缺继承人" : receiving.Payee?.Name ?? "本人";
        });

    [Fact]
    public void Holds_and_releases_by_level() => ClerkTable.Holds("""
        | 变动                                                                       | 暂缓     |
        | 暂缓 2025-01-10                                                            | 人       |
        | 暂缓 2025-01-10 类别=11                                                    | 11       |
        | 暂缓 2025-01-10；暂缓 2025-01-11 类别=11                                   | 人 11    |
        | 暂缓 2025-01-10；暂缓 2025-01-11 类别=11；解除暂缓 2025-02-01              | 11       |
        | 暂缓 2025-01-10；暂缓 2025-01-11 类别=11；解除暂缓 2025-02-01 类别=11      | 人       |
        | 暂缓 2025-01-10；解除暂缓 2025-02-01 类别=11                               | 人       |
        | 暂缓 2025-01-10；暂缓 2025-01-20；解除暂缓 2025-02-01                      | 不暂缓   |
        | 解除暂缓 2025-02-01；暂缓 2025-01-10                                       | 人       |
        | 暂缓 2025-01-10；撤销 2025-02-01 第1条                                     | 不暂缓   |
        | 暂缓 2025-01-10；解除暂缓 2025-02-01；撤销 2025-03-01 第2条                | 人       |
        """, row =>
        {
            var person = WrittenHistory.Fold("11 等级=5；21", row["变动"]);
            string[] held = [.. person.Hold is null ? [] : new[] { "人" }, .. person.Identities
                .Where(i => i.Hold is not null).Select(i => Policy.Category.Of(i.Category).Code)];
            return held.Length == 0 ? "不暂缓" : string.Join(' ', held);
        });

    [Fact]
    public void Whose_name_the_account_may_carry() => ClerkTable.Holds("""
        | 姓名       | 户名       | 银行户名 | 收款人 | 结果               |
        | 王建国     |            |          |        | 可发               |
        | 王建国     | 王建国     |          |        | 可发               |
        | 王建国     | 王 建国    |          |        | 可发               |
        | 买买提·艾力 | 买买提.艾力 |          |        | 可发               |
        | 王建国     | 王建囯     |          |        | payee-name-differs |
        | 王建囯     | 王建国     | 王建国   |        | 可发               |
        | 王建国     | 李秀英     |          |        | payee-name-differs |
        | 王建国     | 李秀英     |          | 李秀英 | 可发               |
        """, row =>
        {
            var account = new People.Account("云溪农商银行", "6299980000000000001",
                Said(row["户名"]), Said(row["银行户名"]));
            var payee = Said(row["收款人"]) is { } name ? new People.Payee(name, "999001197203050019", "监护人", null) : null;
            var person = WrittenHistory.Fold("51", "") with
            {
                Name = row["姓名"], Receiving = new Receiving(account, payee, false, false, 1),
            };
            return Blocks.OfReceiver(person) is var block && block == Block.None ? "可发" : block.Code();
        });

    [Fact]
    public void A_payee_is_known_by_number_and_relation() => ClerkTable.Holds("""
        | 收款人 | 证件号             | 关系     | 户名   | 缺                    | 结果               |
        |        |                    |          |        |                       | 可发               |
        | 李秀英 | 999001197203050019 | 监护人   | 李秀英 |                       | 可发               |
        | 李秀英 |                    | 监护人   | 李秀英 | 收款人证件号          | payee-undocumented |
        | 李秀英 | 999001197203050019 |          | 李秀英 | 与本人关系            | payee-undocumented |
        | 李秀英 |                    |          | 李秀英 | 收款人证件号、与本人关系 | payee-undocumented |
        | 李秀英 |                    | 委托代领 |        | 收款人证件号          | payee-undocumented |
        | 李秀英 |                    |          | 赵四   | 收款人证件号、与本人关系 | payee-name-differs |
        | 李秀英 |                    | 本人     |        | 收款人证件号          | 可发               |
        """, row =>
        {
            var history = WrittenHistory.Of("51", "");
            var payee = Said(row["收款人"]) is { } name
                ? new People.Payee(name, Said(row["证件号"]), row["关系"], null)
                : null;
            var account = new People.Account("云溪农商银行", "6299980000000000001", Said(row["户名"]), null);
            var person = Folding.Fold(history with
            {
                Enrolments = [history.Enrolments[0] with { Account = account, Payee = payee }],
            });
            Assert.Equal(row["缺"], payee?.Missing ?? "");
            return Blocks.OfReceiver(person) is var block && block == Block.None ? "可发" : block.Code();
        });

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
